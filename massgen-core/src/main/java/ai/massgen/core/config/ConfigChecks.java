package ai.massgen.core.config;

import ai.massgen.core.config.Node.Entry;
import ai.massgen.core.config.Node.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one value demands of another. Looks at nodes, not at records, so that it also works on a document in which
 * something else is wrong.
 */
final class ConfigChecks {
    private static final ConfigPath AGENTS = ConfigPath.of("agents");
    private static final ConfigPath TOOLS = ConfigPath.of("tools");
    private static final ConfigPath SANDBOX = ConfigPath.of("sandbox");
    private static final String ENGINE = "engine";

    private final Document document;
    private final Binder binder;
    private final Problems problems;
    private final Map<String, String> variables;

    ConfigChecks(Document document, Binder binder, Problems problems, Map<String, String> variables) {
        this.document = document;
        this.binder = binder;
        this.problems = problems;
        this.variables = variables;
    }

    /** Ids are unique, and the tools that agents name exist, once each. */
    void agents() {
        List<String> tools = List.copyOf(entries(TOOLS).keySet());
        Map<String, String> ids = new HashMap<>();
        for (int i = 0; i < items(AGENTS).size(); i++) {
            ConfigPath agent = AGENTS.index(i);
            unique(agent.key("id"), ids);
            references(agent.key("tools"), tools);
        }
    }

    private void references(ConfigPath list, List<String> tools) {
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < items(list).size(); i++) {
            ConfigPath path = list.index(i);
            Optional<String> name = text(path);
            if (name.isPresent() && !tools.contains(name.get())) {
                problems.add(
                        document.place(path),
                        path,
                        "names no tool: " + shown(path, name.get()),
                        exists(name.get(), tools));
            }
            unique(path, seen);
        }
    }

    private static String exists(String name, List<String> tools) {
        return Nearest.to(name, tools)
                .map(near -> "did you mean " + near + "?")
                .orElse(
                        tools.isEmpty()
                                ? "there is no tool; add it under tools"
                                : "the tools are " + String.join(", ", tools));
    }

    private void unique(ConfigPath path, Map<String, String> seen) {
        text(path).ifPresent(text -> {
            String first = seen.putIfAbsent(text, path.toString());
            if (first != null) {
                problems.add(
                        document.place(path),
                        path,
                        "is the same as " + first + ": " + shown(path, text),
                        "make them differ or remove one");
            }
        });
    }

    /** What a text looks like in a message: not what a variable holds. */
    private String shown(ConfigPath path, String text) {
        return document.spot(path).node() instanceof Node.Scalar scalar
                        && !scalar.text().equals(text)
                ? scalar.text()
                : Quote.of(text);
    }

    /** Binds the sandboxes that are used and have no settings, as if their settings were written empty. */
    Map<String, PluginSettings> engines() {
        Map<String, ConfigPath> used = used();
        Map<String, PluginSettings> engines = new LinkedHashMap<>();
        used.forEach((name, path) -> {
            Place place = document.place(path);
            Spot nothing = new Spot(new Node.Scalar(place, Kind.NOTHING, ""), place, path);
            PluginSettings settings = binder.sandbox(name, nothing);
            if (settings != null) {
                engines.put(name, settings);
            }
        });
        return engines;
    }

    /** The names of sandboxes without settings, with the place that names them. */
    private Map<String, ConfigPath> used() {
        Map<String, ConfigPath> used = new LinkedHashMap<>();
        ConfigPath engine = SANDBOX.key(ENGINE);
        Optional<String> common = text(engine);
        common.ifPresent(name -> used.put(name, engine));
        List<ConfigPath> tools = new ArrayList<>();
        entries(TOOLS).keySet().forEach(name -> tools.add(TOOLS.key(name).key("sandbox")));
        for (ConfigPath own : tools) {
            text(own)
                    .ifPresentOrElse(
                            name -> used.putIfAbsent(name, own),
                            () -> used.putIfAbsent(common.orElse(fallbackEngine()), engine));
        }
        used.keySet().removeAll(entries(SANDBOX).keySet());
        return used;
    }

    private static String fallbackEngine() {
        return RecordShape.of(SandboxConfig.class)
                .component(ENGINE)
                .flatMap(Component::fallback)
                .orElseThrow();
    }

    private Map<String, Entry> entries(ConfigPath path) {
        return at(path).map(node -> node instanceof Node.Entries entries ? entries.entries() : null)
                .orElse(Map.of());
    }

    private List<Node> items(ConfigPath path) {
        return at(path).map(node -> node instanceof Node.Items items ? items.nodes() : null)
                .orElse(List.of());
    }

    private Optional<String> text(ConfigPath path) {
        return at(path).map(
                        node -> node instanceof Node.Scalar scalar && scalar.kind() == Kind.TEXT ? scalar.text() : null)
                .flatMap(text -> Environment.reference(text)
                        .map(name -> Optional.ofNullable(variables.get(name)))
                        .orElse(Optional.of(text)));
    }

    private Optional<Node> at(ConfigPath path) {
        Spot spot = document.spot(path);
        return spot.path().equals(path) ? Optional.of(spot.node()) : Optional.empty();
    }
}
