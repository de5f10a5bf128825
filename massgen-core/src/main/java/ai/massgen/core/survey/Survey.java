package ai.massgen.core.survey;

import ai.massgen.api.Json;
import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.LocalServer;
import ai.massgen.core.config.ConfigException;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.plan.ConfiguredBackend;
import ai.massgen.core.provider.InstalledBackend;
import ai.massgen.core.provider.Providers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks around: asks the installed plugins what could be asked here. Immutable and thread-safe. */
public final class Survey {
    private static final Logger LOG = LoggerFactory.getLogger(Survey.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Providers providers;
    private final ConfigReader reader;
    private final BackendContext context;

    /**
     * Creates a survey.
     *
     * @param providers the installed plugins
     * @param reader binds settings
     * @param context what the engine offers backends
     */
    public Survey(Providers providers, ConfigReader reader, BackendContext context) {
        this.providers = providers;
        this.reader = reader;
        this.context = context;
    }

    /** The backends that can be used and are no simulation. */
    List<InstalledBackend> real() {
        return providers.backends().stream()
                .filter(each -> each.failure().isEmpty() && !each.simulated())
                .toList();
    }

    /** The variables with keys of a backend that are set. */
    List<String> keys(InstalledBackend backend) {
        return backend.secretNames().stream()
                .filter(name -> context.secret(name).isPresent())
                .toList();
    }

    /**
     * Looks for servers on this machine, of all backends at once.
     *
     * @return the servers that answered, by backend
     * @throws InterruptedException if the thread is interrupted
     */
    public List<Found> localServers() throws InterruptedException {
        List<Found> found = new ArrayList<>();
        for (InstalledBackend backend : real()) {
            try {
                for (LocalServer server : providers.backend(backend.name()).localServers(context)) {
                    found.add(new Found(backend.name(), server));
                }
            } catch (RuntimeException e) {
                // One plugin that fails to look around must not hide what the others see.
                LOG.warn("the backend {} failed to look for local servers", backend.name(), e);
            }
        }
        return found;
    }

    /** What the plugins suggest for the keys that are set: settings by backend. */
    List<Map.Entry<String, Map<String, Object>>> suggestions() {
        List<Map.Entry<String, Map<String, Object>>> all = new ArrayList<>();
        for (InstalledBackend backend : real()) {
            try {
                for (Json settings : providers.backend(backend.name()).suggestions(context)) {
                    all.add(Map.entry(backend.name(), tree(settings)));
                }
            } catch (RuntimeException e) {
                LOG.warn("the backend {} failed to suggest settings", backend.name(), e);
            }
        }
        return all;
    }

    /**
     * The models of a server.
     *
     * @param server the server
     * @return their ids, where the settings have one
     */
    public static List<String> models(LocalServer server) {
        return server.models().stream()
                .map(settings -> String.valueOf(tree(settings).getOrDefault("model", "")))
                .filter(model -> !model.isEmpty())
                .toList();
    }

    static Map<String, Object> tree(Json settings) {
        try {
            return MAPPER.readValue(settings.text(), OBJECT);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a plugin's settings are no JSON object: " + e.getOriginalMessage(), e);
        }
    }

    /** Everything that can be asked for models: what is configured, what the keys allow, what runs on this machine. */
    List<Source> sources(Optional<LoadedConfig> config, List<Found> servers) {
        List<Source> all = new ArrayList<>();
        config.ifPresent(loaded -> loaded.config()
                .agents()
                .forEach(agent -> add(
                        all,
                        "agent " + agent.id(),
                        () -> bound(agent.backend().type(), agent.backend().settings()))));
        suggestions()
                .forEach(each -> add(
                        all,
                        installed(each.getKey()).map(this::keys).orElse(List.of()).stream()
                                .collect(Collectors.joining(", ")),
                        () -> bound(
                                each.getKey(),
                                reader.backend(each.getKey(), each.getValue()).settings())));
        for (Found found : servers) {
            found.server().models().stream()
                    .limit(1)
                    .forEach(settings -> add(
                            all,
                            found.server().product() + " at " + found.server().address(),
                            () -> bound(
                                    found.backend(),
                                    reader.backend(found.backend(), tree(settings))
                                            .settings())));
        }
        return all;
    }

    private Optional<InstalledBackend> installed(String name) {
        return real().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private interface Binding {
        ConfiguredBackend<?> bind();
    }

    private static void add(List<Source> all, String from, Binding binding) {
        try {
            Source source = new Source(from, binding.bind());
            if (all.stream().noneMatch(other -> other.place().equals(source.place()))) {
                all.add(source);
            }
        } catch (ConfigException | IllegalArgumentException e) {
            LOG.warn("the settings of {} cannot be used", from, e);
        }
    }

    private ConfiguredBackend<?> bound(String backend, Record settings) {
        Backend<?> installed = providers.backend(backend);
        return ConfiguredBackend.of(installed, settings);
    }

    /**
     * Asks for models.
     *
     * @param source where
     * @return what it offers, or why that is not known
     * @throws InterruptedException if the thread is interrupted
     */
    Listing ask(Source source) throws InterruptedException {
        String name = source.backend().name();
        try {
            return new Listing(
                    name, source.from(), new Catalogue(source.backend(), context).online(), Optional.empty());
        } catch (MassGenException e) {
            return new Listing(name, source.from(), List.of(), Optional.of(e));
        }
    }
}
