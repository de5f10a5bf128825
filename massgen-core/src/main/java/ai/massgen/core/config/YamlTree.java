package ai.massgen.core.config;

import ai.massgen.core.config.Node.Entry;
import ai.massgen.core.config.Node.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML that nobody vouches for into nodes with places. Size, depth and the number of values after the expansion
 * of aliases are bounded. No tag makes an object.
 */
final class YamlTree {
    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int DEEPEST = 40;
    private static final int MOST_VALUES = 20_000;

    private final String source;
    private final Problems problems;
    private int values;

    private YamlTree(String source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** Reads a text; empty if no tree came out, and then there is a problem that says why. */
    static Optional<Node> read(String source, String text, Problems problems) {
        YamlTree tree = new YamlTree(source, problems);
        if (text.length() > MOST_CHARACTERS) {
            tree.problem(1, 1, "is longer than a configuration may be: " + text.length() + " characters", null);
            return Optional.empty();
        }
        return tree.read(text);
    }

    private Optional<Node> read(String text) {
        try {
            org.yaml.snakeyaml.nodes.Node root = composer(text).getSingleNode();
            if (root == null) {
                problem(1, 1, "is empty", "write at least version: 1 and agents");
                return Optional.empty();
            }
            return Optional.ofNullable(node(root, ConfigPath.ROOT));
        } catch (MarkedYAMLException e) {
            syntax(e);
        } catch (ReaderException e) {
            unreadable(text, e);
        } catch (YAMLException e) {
            problem(1, 1, "is not readable YAML: " + Quote.plain(String.valueOf(e.getMessage())), null);
        } catch (TooMuch e) {
            problem(1, 1, e.getMessage(), null);
        }
        return Optional.empty();
    }

    private static Composer composer(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(MOST_CHARACTERS);
        // Nodes are all that is made here. So a tag is a problem beside others, and aliases are counted expanded.
        options.setTagInspector(tag -> true);
        options.setMaxAliasesForCollections(MOST_VALUES);
        return new Composer(new ParserImpl(new StreamReader(text), options), new JsonLikeResolver(), options);
    }

    private Node node(org.yaml.snakeyaml.nodes.Node node, ConfigPath path) {
        if (++values > MOST_VALUES || path.steps().size() > DEEPEST) {
            throw new TooMuch("has more values than a configuration may have, aliases expanded; is it an alias bomb?");
        }
        Place place = place(node.getStartMark());
        return switch (node) {
            case ScalarNode scalar -> new Node.Scalar(place, kind(scalar, place, path), scalar.getValue());
            case SequenceNode sequence -> items(sequence, place, path);
            case MappingNode mapping -> entries(mapping, place, path);
            default -> throw new TooMuch("contains a YAML construct that a configuration cannot use");
        };
    }

    private Kind kind(ScalarNode scalar, Place place, ConfigPath path) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Kind.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Kind.FLAG;
        }
        if (tag.equals(Tag.NULL)) {
            return Kind.NOTHING;
        }
        plainTag(tag, Tag.STR, place, path);
        return Kind.TEXT;
    }

    private void plainTag(Tag tag, Tag expected, Place place, ConfigPath path) {
        if (!tag.equals(expected)) {
            problems.add(place, path, "has the tag " + Quote.of(tag.getValue()), "remove the tag");
        }
    }

    private Node items(SequenceNode sequence, Place place, ConfigPath path) {
        plainTag(sequence.getTag(), Tag.SEQ, place, path);
        List<Node> nodes = new ArrayList<>();
        for (org.yaml.snakeyaml.nodes.Node each : sequence.getValue()) {
            nodes.add(node(each, path.index(nodes.size())));
        }
        return new Node.Items(place, nodes);
    }

    private Node entries(MappingNode mapping, Place place, ConfigPath path) {
        plainTag(mapping.getTag(), Tag.MAP, place, path);
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Place key = place(tuple.getKeyNode().getStartMark());
            if (tuple.getKeyNode() instanceof ScalarNode name) {
                ConfigPath below = path.key(name.getValue());
                put(entries, below, new Entry(key, node(tuple.getValueNode(), below)));
            } else {
                problems.add(key, path, "has a key that is not a text");
            }
        }
        return new Node.Entries(place, entries);
    }

    private void put(Map<String, Entry> entries, ConfigPath path, Entry entry) {
        Entry first = entries.putIfAbsent(path.last(), entry);
        if (first != null) {
            problems.add(
                    entry.key(),
                    path,
                    "stands here twice",
                    "keep one; the first is in line " + first.key().line());
        }
    }

    private void syntax(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        String context = e.getContext() == null ? "" : " " + Quote.plain(e.getContext());
        problem(
                mark == null ? 1 : mark.getLine() + 1,
                mark == null ? 1 : mark.getColumn() + 1,
                "is not valid YAML: " + Quote.plain(String.valueOf(e.getProblem())) + context,
                advice(String.valueOf(e.getProblem()), mark));
    }

    private static String advice(String problem, @Nullable Mark mark) {
        boolean reference = mark != null && mark.getPointer() > 0 && mark.getBuffer()[mark.getPointer() - 1] == '$';
        if (reference) {
            return "inside braces and brackets write \"${NAME}\", in quotes";
        }
        if (problem.contains("TAB")) {
            return "indent with spaces, not with tabs";
        }
        return problem.contains("another document")
                ? "keep one document and remove the line with ---"
                : "check indentation, colons and quotes before this place";
    }

    private void unreadable(String text, ReaderException e) {
        int[] before = text.codePoints().limit(e.getPosition()).toArray();
        int line = (int) Arrays.stream(before).filter(c -> c == '\n').count() + 1;
        int column = 1;
        for (int i = before.length - 1; i >= 0 && before[i] != '\n'; i--) {
            column++;
        }
        problem(line, column, String.format("contains the character U+%04X", e.getCodePoint()), "remove it");
    }

    private void problem(int line, int column, String message, @Nullable String suggestion) {
        problems.add(new Place(source, line, column), ConfigPath.ROOT, message, suggestion);
    }

    private Place place(Mark mark) {
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the reading of a document that is too big. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
