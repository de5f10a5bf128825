package ai.massgen.core.plan;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelInfo;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backend together with one agent's settings. Immutable; as thread-safe as the backend, which is stateless.
 *
 * @param <C> the record of the settings
 * @param backend the backend
 * @param config the settings
 */
public record ConfiguredBackend<C extends Record>(Backend<C> backend, C config) {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredBackend.class);

    /** Checks for null. */
    public ConfiguredBackend {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(config, "config");
    }

    /**
     * Puts together what discovery found and what the configuration says.
     *
     * @param backend the backend
     * @param settings an instance of its settings record
     * @param <C> the record of the settings
     * @return both
     * @throws ClassCastException if the settings are those of another backend
     */
    public static <C extends Record> ConfiguredBackend<C> of(Backend<C> backend, Record settings) {
        return new ConfiguredBackend<>(backend, backend.configType().cast(settings));
    }

    /**
     * The backend's name.
     *
     * @return for example {@code openai}
     */
    public String name() {
        return backend.name();
    }

    /**
     * Whether its answers are simulated.
     *
     * @return see {@link Backend#simulated}
     */
    public boolean simulated() {
        return backend.simulated();
    }

    /**
     * What its model can do.
     *
     * @return the capabilities
     */
    public Set<Capability> capabilities() {
        return backend.capabilities(config);
    }

    /**
     * What the plugin knows of its model. A plugin that fails here knows nothing: this must not keep a run from running.
     *
     * @param day the day for which to tell
     * @return what is known, empty if nothing is
     */
    public Optional<ModelInfo> known(LocalDate day) {
        try {
            return backend.known(config, day);
        } catch (RuntimeException e) {
            LOG.warn("the backend {} failed to tell what it knows of its model", backend.name(), e);
            return Optional.empty();
        }
    }

    /**
     * What the plugin knows of all models.
     *
     * @param day the day for which to tell
     * @return the models, possibly none
     */
    public List<ModelInfo> knownModels(LocalDate day) {
        return backend.knownModels(day);
    }

    /**
     * The same backend asked for another model.
     *
     * @param model the model's id
     * @return the backend; this one if its settings have no model that can be replaced
     */
    public ConfiguredBackend<C> with(String model) {
        return new ConfiguredBackend<>(backend, ModelName.replaced(backend.configType(), config, model));
    }

    /**
     * Opens the model. No I/O.
     *
     * @param context what the engine offers
     * @return the model
     * @throws BackendException if the settings contradict each other or a secret that they need is missing
     */
    public Model open(BackendContext context) {
        return backend.open(config, context);
    }

    /**
     * Asks the provider for its models. May do I/O.
     *
     * @param context what the engine offers
     * @return the models
     * @throws InterruptedException if the thread is interrupted
     */
    public List<ModelInfo> models(BackendContext context) throws InterruptedException {
        return backend.models(config, context);
    }

    /**
     * Checks that the provider can be reached. May do I/O.
     *
     * @param context what the engine offers
     * @return problems in plain sentences
     * @throws InterruptedException if the thread is interrupted
     */
    public List<String> diagnose(BackendContext context) throws InterruptedException {
        return backend.diagnose(config, context);
    }
}
