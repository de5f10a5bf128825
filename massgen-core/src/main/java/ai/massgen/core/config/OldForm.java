package ai.massgen.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Configurations in the form of the Python version of MassGen: recognises them, says what differs, and writes the new form
 * where the meaning is the same. Thread-safe.
 */
public final class OldForm {
    private static final Set<String> OLD_KEYS = Set.of("agent", "orchestrator", "timeout_settings", "ui", "memory");

    private OldForm() {}

    /**
     * A configuration in the new form.
     *
     * @param yaml its text
     * @param notes what was not converted, or needs a look, with the place in the old text
     */
    public record Converted(String yaml, List<Problem> notes) {
        /** Copies the list. */
        public Converted {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Converts a configuration.
     *
     * @param source the file's name, for messages
     * @param text YAML in the old form
     * @return the new form
     * @throws ConfigException if it is no YAML, or not in the old form
     */
    public static Converted convert(String source, String text) {
        Problems problems = new Problems();
        Optional<Node> root = YamlTree.read(source, text, problems);
        problems.raise();
        Node node = root.orElseThrow();
        if (!isOld(node)) {
            throw new ConfigException(List.of(new Problem(
                    source,
                    1,
                    1,
                    "",
                    "is not in the old form: it has none of the keys "
                            + String.join(", ", OLD_KEYS.stream().sorted().toList())
                            + ", and no agent has a key of the old form",
                    Optional.of("if it has version: 1 it needs no conversion"))));
        }
        OldNotes notes = new OldNotes();
        Map<String, @Nullable Object> tree = new OldDocument(new OldNode(Spot.root(node)), notes).convert();
        return new Converted(written(source, tree), notes.losses());
    }

    private static String written(String source, Map<String, @Nullable Object> tree) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndent(2);
        options.setWidth(120);
        return "# Converted from " + Quote.plain(source) + " by massgen convert.\n" + new Yaml(options).dump(tree);
    }

    /** Whether a document is in the old form. */
    static boolean isOld(Node root) {
        return root instanceof Node.Entries entries
                && !entries.entries().containsKey("version")
                && (entries.entries().keySet().stream().anyMatch(OLD_KEYS::contains)
                        || agents(entries).stream().anyMatch(OldForm::hasOldKeys));
    }

    private static List<Node> agents(Node.Entries root) {
        Node.Entry entry = root.entries().get("agents");
        return entry != null && entry.value() instanceof Node.Items items ? items.nodes() : List.of();
    }

    private static boolean hasOldKeys(Node agent) {
        if (!(agent instanceof Node.Entries entries)) {
            return false;
        }
        Node.Entry entry = entries.entries().get("backend");
        boolean backend = entry != null
                && entry.value() instanceof Node.Entries settings
                && (settings.entries().containsKey("cwd")
                        || settings.entries().containsKey("mcp_servers")
                        || settings.entries().containsKey("max_tokens"));
        return backend || entries.entries().containsKey("system_message");
    }

    /** What differs from the new form, as problems. */
    static List<Problem> differences(Node root) {
        OldNotes notes = new OldNotes();
        new OldDocument(new OldNode(Spot.root(root)), notes).convert();
        List<Problem> all = new ArrayList<>(List.of(new Problem(
                root.place().source(),
                root.place().line(),
                root.place().column(),
                "",
                "is in the form of the Python version",
                Optional.of("massgen convert writes the new form"))));
        all.addAll(notes.differences());
        return all;
    }
}
