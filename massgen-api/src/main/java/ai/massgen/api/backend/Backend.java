package ai.massgen.api.backend;

import ai.massgen.api.Json;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of model provider, found with {@link java.util.ServiceLoader}.
 *
 * <p>An implementation is a public final class with a public constructor without parameters, listed in
 * {@code META-INF/services/ai.massgen.api.backend.Backend}. It is stateless and does no I/O, except in
 * {@link #models} and {@link #diagnose}. What it {@linkplain #open opens} is the working instance, one per agent,
 * because two agents may have different keys. Called by the engine only, from any thread.
 *
 * @param <C> the record of this backend's settings, see {@link ai.massgen.api.config}
 */
public interface Backend<C extends Record> {
    /**
     * The name that users write as {@code backend.type}.
     *
     * @return a name of the form {@code [a-z][a-z0-9-]*}, unique among all backends on the class path
     */
    String name();

    /**
     * The SPI level the plugin was compiled against.
     *
     * @return {@link ai.massgen.api.Spi#LEVEL}, written literally so that the compiler copies its value
     */
    int spiLevel();

    /**
     * The record that the engine binds the user's settings to.
     *
     * @return a public record class
     */
    Class<C> configType();

    /**
     * What models opened with these settings can do. The contract tests check it both ways: what is declared works,
     * and what is not declared is refused with {@link BackendException.Kind#INVALID_REQUEST} before anything is sent.
     *
     * @param config the settings
     * @return the capabilities
     */
    Set<Capability> capabilities(C config);

    /**
     * Opens a model. Does no I/O: a wrong key or an unreachable server is the business of {@link Model#generate}.
     *
     * @param config the settings, already validated against the record's annotations
     * @param context what the engine offers
     * @return the model
     * @throws BackendException if the settings contradict each other or a secret that they need is missing
     */
    Model open(C config, BackendContext context);

    /**
     * Whether answers of this backend are simulated. Users are told so wherever an answer of it is shown.
     *
     * @return true for a backend that plays a script instead of asking a model
     */
    default boolean simulated() {
        return false;
    }

    /**
     * The environment variables from which this backend takes secrets when the settings name none. Shown by
     * {@code massgen doctor} as present or absent.
     *
     * @return variable names, possibly none
     */
    default List<String> secretNames() {
        return List.of();
    }

    /**
     * What the plugin itself knows of the configured model: price, last day, sizes. From a dated data file of the plugin,
     * without I/O to the provider. The engine computes costs with it and warns of the last day; users override the price.
     *
     * @param config the settings
     * @param day the day for which to tell, as prices change
     * @return what is known, empty if the model is unknown
     */
    default Optional<ModelInfo> known(C config, LocalDate day) {
        return Optional.empty();
    }

    /**
     * All models that the plugin itself knows, whether a key is there or not. From a dated data file of the plugin, without
     * I/O to the provider. Shown by {@code massgen models --offline}.
     *
     * @param day the day for which to tell, as prices change
     * @return the models, possibly none
     */
    default List<ModelInfo> knownModels(LocalDate day) {
        return List.of();
    }

    /**
     * Settings that should work with the keys that are in the environment, for those who have not configured anything.
     * Does no I/O: a key may still turn out to be wrong. Never a model that is {@linkplain #simulated simulated}.
     *
     * @param context what the engine offers
     * @return settings, each an object as a user would write it below {@code backend}, without {@code type}, the best one
     *     first; at most one for each key, and none if no key is there
     */
    default List<Json> suggestions(BackendContext context) {
        return List.of();
    }

    /**
     * Looks for servers of this backend that run on this machine and need no key. Does I/O to the loopback only, and
     * takes at most 200 ms for each server. Called when nothing is configured, and for {@code massgen doctor}.
     *
     * @param context what the engine offers
     * @return the servers that answered, possibly none
     * @throws InterruptedException if the thread is interrupted
     */
    default List<LocalServer> localServers(BackendContext context) throws InterruptedException {
        return List.of();
    }

    /**
     * Asks the provider for the models it offers. May do I/O.
     *
     * @param config the settings
     * @param context what the engine offers
     * @return the models, an empty list if the provider has no such listing
     * @throws BackendException if the provider cannot be asked
     * @throws InterruptedException if the thread is interrupted
     */
    default List<ModelInfo> models(C config, BackendContext context) throws InterruptedException {
        return List.of();
    }

    /**
     * Checks that the provider can be reached with these settings. May do I/O, but must not cost money.
     *
     * @param config the settings
     * @param context what the engine offers
     * @return problems in plain sentences that say what to do, empty if all is well
     * @throws InterruptedException if the thread is interrupted
     */
    default List<String> diagnose(C config, BackendContext context) throws InterruptedException {
        return List.of();
    }
}
