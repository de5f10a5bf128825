package ai.massgen.core.config;

import ai.massgen.api.MassGenException;
import ai.massgen.core.config.Node.Entry;
import ai.massgen.core.config.Node.Kind;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Binds nodes to records and goes on after a problem, so that all of them are found. Every method returns null exactly
 * if it has added a problem.
 */
final class Binder {
    private static final Shape.Value NAME = new Shape.Value(Shape.Type.TEXT, String.class, Bounds.NONE);

    private final Environment environment;
    private final PluginRecords plugins;
    private final Problems problems;
    private final ValueBinder values;

    Binder(Environment environment, PluginRecords plugins, Problems problems) {
        this.environment = environment;
        this.plugins = plugins;
        this.problems = problems;
        this.values = new ValueBinder(environment, problems);
    }

    @Nullable Object bind(Shape shape, Spot spot) {
        return switch (shape) {
            case Shape.Value value -> values.bind(value, spot);
            case Shape.Free free -> new JsonBinder(values, problems).bind(spot);
            case Shape.Items items -> items(items, spot);
            case Shape.Entries entries -> entries(entries, spot);
            case Shape.Section section -> section(section.record(), spot);
            case Shape.Plugin plugin -> backend(spot);
        };
    }

    private @Nullable Object items(Shape.Items shape, Spot spot) {
        List<Node> nodes = spot.node().nothing() ? List.of() : null;
        if (spot.node() instanceof Node.Items items) {
            nodes = items.nodes();
        }
        if (nodes == null) {
            return mismatch(spot, "a list");
        }
        boolean right = sized(shape.size(), nodes.size(), spot);
        List<Object> bound = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Object value = bind(shape.element(), spot.at(i, nodes.get(i)));
            right &= value != null && bound.add(value);
        }
        return right ? bound : null;
    }

    private @Nullable Object entries(Shape.Entries shape, Spot spot) {
        Map<String, Entry> entries = mapping(spot);
        if (entries == null) {
            return null;
        }
        boolean right = sized(shape.size(), entries.size(), spot);
        Map<String, Object> bound = new LinkedHashMap<>();
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            String key = each.getKey();
            Spot keySpot = spot.with(new Node.Scalar(each.getValue().key(), Kind.TEXT, key));
            right &= values.inForm(shape.keys(), key, keySpot, "the key " + Quote.of(key));
            Object value = bind(shape.value(), spot.under(key, each.getValue()));
            right &= value != null;
            if (value != null) {
                bound.put(key, value);
            }
        }
        return right ? bound : null;
    }

    private boolean sized(Bounds size, int actual, Spot spot) {
        if (actual >= size.least() && actual <= size.most()) {
            return true;
        }
        problems.add(spot.owner(), spot.path(), "must have " + size.range() + " entries, not " + actual);
        return false;
    }

    @Nullable Record section(RecordShape shape, Spot spot) {
        Map<String, Entry> entries = mapping(spot);
        if (entries == null) {
            return null;
        }
        Map<String, PluginSettings> sections = new LinkedHashMap<>();
        boolean right = strangers(shape, entries, spot, sections);
        Map<String, Object> bound = new LinkedHashMap<>();
        for (Component each : shape.components()) {
            Object value = component(each, entries.get(each.key()), spot);
            right &= value != null;
            if (value != null) {
                bound.put(each.key(), value);
            }
        }
        return right ? create(shape, bound, sections, spot) : null;
    }

    /** Keys that are no components: sandboxes where they may stand, else unknown. */
    private boolean strangers(
            RecordShape shape, Map<String, Entry> entries, Spot spot, Map<String, PluginSettings> sections) {
        boolean right = true;
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            String key = each.getKey();
            if (shape.component(key).isPresent()) {
                continue;
            }
            Spot below = spot.under(key, each.getValue());
            if (shape.sections() && namesSandbox(key, shape.keys())) {
                PluginSettings settings = sandbox(key, below);
                right &= settings != null;
                if (settings != null) {
                    sections.put(key, settings);
                }
            } else {
                right = false;
                unknown(key, shape.keys(), below);
            }
        }
        return right;
    }

    /** A key that is nearly one of ours is a typing error of ours, not the name of a sandbox that is missing. */
    private boolean namesSandbox(String key, List<String> known) {
        return plugins.sandboxNames().contains(key) || Nearest.to(key, known).isEmpty();
    }

    private void unknown(String key, List<String> known, Spot spot) {
        String suggestion = Nearest.to(key, known)
                .map(near -> "did you mean " + near + "?")
                .orElse(known.isEmpty() ? "there are no keys here" : "known keys: " + String.join(", ", known));
        problems.add(spot.owner(), spot.path(), "is not a known key", suggestion);
    }

    private @Nullable Object component(Component component, @Nullable Entry entry, Spot spot) {
        if (entry != null) {
            Object value = bind(component.shape(), spot.under(component.key(), entry));
            return component.optional() && value != null ? Optional.of(value) : value;
        }
        if (component.fallback().isPresent()) {
            Object value = Fallback.bind(component);
            return component.optional() ? Optional.of(value) : value;
        }
        if (component.optional()) {
            return Optional.empty();
        }
        if (component.required()) {
            return missing(component, spot);
        }
        return switch (component.shape()) {
            case Shape.Value value -> missing(component, spot);
            case Shape.Free free -> missing(component, spot);
            case Shape.Plugin plugin -> missing(component, spot);
            case Shape.Items items -> List.of();
            case Shape.Entries entries -> Map.of();
            case Shape.Section section -> section(section.record(), absent(component.key(), spot));
        };
    }

    private static Spot absent(String key, Spot spot) {
        return new Spot(
                new Node.Scalar(spot.owner(), Kind.NOTHING, ""),
                spot.owner(),
                spot.path().key(key));
    }

    private @Nullable Object missing(Component component, Spot spot) {
        problems.add(
                spot.owner(),
                spot.path().key(component.key()),
                "is missing",
                component
                        .doc()
                        .map(doc -> "add " + component.key() + ": " + doc)
                        .orElse("add " + component.key()));
        return null;
    }

    private @Nullable PluginSettings backend(Spot spot) {
        Map<String, Entry> entries = mapping(spot);
        if (entries == null) {
            return null;
        }
        Entry type = entries.get(RecordShape.TYPE);
        if (type == null) {
            String installed = String.join(", ", plugins.backendNames());
            problems.add(
                    spot.owner(), spot.path().key(RecordShape.TYPE), "is missing", "add type, one of: " + installed);
            return null;
        }
        Spot typeSpot = spot.under(RecordShape.TYPE, type);
        if (!(values.bind(NAME, typeSpot) instanceof String name)) {
            return null;
        }
        Map<String, Entry> rest = new LinkedHashMap<>(entries);
        rest.remove(RecordShape.TYPE);
        Spot settings = spot.with(new Node.Entries(spot.node().place(), rest));
        return plugin(name, () -> RecordShape.ofBackend(plugins.backendRecord(name)), typeSpot, settings);
    }

    @Nullable PluginSettings backend(String name, Spot spot) {
        Spot named = spot.with(new Node.Scalar(spot.owner(), Kind.TEXT, name));
        return plugin(name, () -> RecordShape.ofBackend(plugins.backendRecord(name)), named, spot);
    }

    @Nullable PluginSettings sandbox(String name, Spot spot) {
        Spot named = spot.with(new Node.Scalar(spot.owner(), Kind.TEXT, name));
        return plugin(name, () -> RecordShape.of(plugins.sandboxRecord(name)), named, spot);
    }

    private @Nullable PluginSettings plugin(String name, Supplier<RecordShape> record, Spot named, Spot settings) {
        RecordShape shape;
        try {
            shape = record.get();
        } catch (MassGenException e) {
            problems.add(named.node().place(), named.path(), redacted(e.getMessage()));
            return null;
        } catch (RuntimeException | LinkageError e) {
            problems.add(
                    named.node().place(),
                    named.path(),
                    "names the plugin " + Quote.of(name) + ", whose settings record is broken: "
                            + redacted(e.toString()),
                    "update or remove the plugin");
            return null;
        }
        Record bound = section(shape, settings);
        return bound == null ? null : new PluginSettings(name, bound);
    }

    private @Nullable Record create(
            RecordShape shape, Map<String, Object> bound, Map<String, PluginSettings> sections, Spot spot) {
        try {
            return shape.create(bound, sections);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            String message = cause instanceof IllegalArgumentException ? cause.getMessage() : String.valueOf(cause);
            problems.add(spot.owner(), spot.path(), "cannot be used: " + redacted(message));
        } catch (ReflectiveOperationException | RuntimeException e) {
            problems.add(
                    spot.owner(),
                    spot.path(),
                    "has a settings record that cannot be created: " + redacted(e.toString()));
        }
        return null;
    }

    private String redacted(@Nullable String message) {
        return Quote.sentence(environment.redact(String.valueOf(message)));
    }

    private @Nullable Map<String, Entry> mapping(Spot spot) {
        if (spot.node() instanceof Node.Entries entries) {
            return entries.entries();
        }
        if (spot.node().nothing()) {
            return Map.of();
        }
        mismatch(spot, "a mapping");
        return null;
    }

    private @Nullable Object mismatch(Spot spot, String expected) {
        problems.add(
                spot.node().place(),
                spot.path(),
                "must be " + expected + ", not " + spot.node().described());
        return null;
    }
}
