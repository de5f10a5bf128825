package ai.massgen.core.config;

import ai.massgen.api.Json;
import ai.massgen.api.MassGenException;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.config.Secret;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plugins for tests: one backend with every type that settings can have, one with few, and two sandboxes. */
record TestPlugins(Map<String, Class<? extends Record>> backends, Map<String, Class<? extends Record>> sandboxes)
        implements PluginRecords {
    static final PluginRecords STANDARD = new TestPlugins(
            Map.of("full", Full.class, "plain", Plain.class),
            Map.of("docker", Engine.class, "host", HostSettings.class));

    enum Mode {
        FAST,
        VERY_SLOW
    }

    /** Settings that a plugin might have. */
    record Plain(
            @Doc("The model's id.") String model,
            Optional<Secret> apiKey,
            @Min("0") @Max("2") Optional<Double> temperature) {}

    /** All of the types. */
    record Full(
            @Doc("Which one.") @OneOf({"alpha", "beta", "gamma"})
            String flavour,

            @Default("true") boolean flag,
            @Default("3") @Min("1") @Max("9") int whole,
            @Default("-5000000000") long large,
            @Default("0.5") @Min("0.25") @Max("0.75") double fraction,
            @Default("very-slow") Mode mode,
            @Default("https://example.org/v1") URI baseUrl,
            @Default("data/files") Path folder,
            @Default("60s") @Min("1s") @Max("5m") Duration patience,
            @Default("1MiB") @Min("1KiB") @Max("1GiB") ByteSize room,
            Optional<Secret> key,
            Optional<Json> extra,
            @Default("{a: [1, 2.50]}") Json shape,
            @Max("2") List<@OneOfNothing String> words,
            @OneOf({"red", "blue"}) List<String> colours,
            @Default("[fast]") List<Mode> modes,
            @Max("2") Map<String, Integer> counts,
            Map<String, List<Limit>> limits,
            Optional<Nested> maybe,
            Nested nested) {}

    /** A record in a record. */
    record Nested(@Default("inner") String label, Optional<Integer> depth, List<Limit> steps, Deeper deeper) {}

    /** Two levels down. */
    record Deeper(@Default("1s") Duration pause) {}

    /** A record whose constructor has demands. */
    record Limit(String name, @Default("1") int most) {
        Limit {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name must not be blank: '" + name + "'");
            }
        }
    }

    /** Settings of a container engine. */
    record Engine(Optional<String> host, @Default("20s") Duration requestTimeout) {}

    /** Settings of plain processes. */
    record HostSettings(Optional<String> path) {}

    /** Nothing; a type annotation must not disturb. */
    @Target(ElementType.TYPE_USE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface OneOfNothing {}

    TestPlugins {
        backends = new TreeMap<>(backends);
        sandboxes = new TreeMap<>(sandboxes);
    }

    static PluginRecords backend(String name, Class<? extends Record> settings) {
        return new TestPlugins(Map.of(name, settings), Map.of());
    }

    @Override
    public Class<? extends Record> backendRecord(String name) {
        return known(backends, "backend", name);
    }

    @Override
    public Class<? extends Record> sandboxRecord(String name) {
        return known(sandboxes, "sandbox", name);
    }

    private static Class<? extends Record> known(Map<String, Class<? extends Record>> all, String kind, String name) {
        Class<? extends Record> settings = all.get(name);
        if (settings == null) {
            throw new UnknownPlugin(
                    "there is no " + kind + " '" + name + "' (installed: " + String.join(", ", all.keySet()) + ")");
        }
        return settings;
    }

    @Override
    public List<String> backendNames() {
        return List.copyOf(backends.keySet());
    }

    @Override
    public List<String> sandboxNames() {
        return List.copyOf(sandboxes.keySet());
    }

    private static final class UnknownPlugin extends MassGenException {
        private static final long serialVersionUID = 1L;

        UnknownPlugin(String message) {
            super("provider.unknown", message, null);
        }
    }
}
