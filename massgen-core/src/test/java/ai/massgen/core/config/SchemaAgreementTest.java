package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.config.Node.Entry;
import ai.massgen.core.config.Node.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Good samples with one thing changed at random: schema and binder come to the same verdict, or the reason is known. */
class SchemaAgreementTest {
    private static final int ROUNDS = 6_000;
    private static final Place NOWHERE = new Place("sample", 1, 1);

    /** What the binder sees and a schema cannot; each has its sample in {@code unseen.yaml}. */
    private static final Pattern BEYOND_A_SCHEMA = Pattern.compile(String.join(
            "|",
            "names no tool: ",
            "is the same as ",
            "there is no sandbox ",
            "refers to the environment variable ",
            "not the value of \\$\\{",
            "must be a URI .*, not the text ",
            "must be .* to .*, not the text '[0-9]+(ms|s|m|h)'",
            "must be at (?:least|most) .*, not the text '[0-9]+(ms|s|m|h)'",
            "must be .*, not the text '[0-9]+ ?([KMG]i)?B?'",
            "cannot be used: "));

    private static final Pattern BACKEND = Pattern.compile("agents(\\[[0-9]+\\])\\.backend[.:]");

    private static final List<Node.Scalar> SCALARS = List.of(
            scalar(Kind.TEXT, ""),
            scalar(Kind.TEXT, " "),
            scalar(Kind.TEXT, "a"),
            scalar(Kind.TEXT, "files"),
            scalar(Kind.TEXT, "Two words"),
            scalar(Kind.TEXT, "a:b"),
            scalar(Kind.TEXT, "/data"),
            scalar(Kind.TEXT, "http://h/p"),
            scalar(Kind.TEXT, "5m"),
            scalar(Kind.TEXT, "5ms"),
            scalar(Kind.TEXT, "64MiB"),
            scalar(Kind.TEXT, "1000:1000"),
            scalar(Kind.TEXT, "none"),
            scalar(Kind.TEXT, "strict"),
            scalar(Kind.TEXT, "true"),
            scalar(Kind.TEXT, "5"),
            scalar(Kind.TEXT, "${SET}"),
            scalar(Kind.TEXT, "${ONE}"),
            scalar(Kind.TEXT, "x${ONE}"),
            scalar(Kind.TEXT, "$${ONE}"),
            scalar(Kind.TEXT, "${"),
            scalar(Kind.TEXT, "${UNSET_VARIABLE}"),
            scalar(Kind.NUMBER, "0"),
            scalar(Kind.NUMBER, "1"),
            scalar(Kind.NUMBER, "1.0"),
            scalar(Kind.NUMBER, "0.5"),
            scalar(Kind.NUMBER, "-1"),
            scalar(Kind.NUMBER, "99"),
            scalar(Kind.NUMBER, "1e3"),
            scalar(Kind.NUMBER, "2147483648"),
            scalar(Kind.NUMBER, "9223372036854775808"),
            scalar(Kind.FLAG, "true"),
            scalar(Kind.FLAG, "false"),
            scalar(Kind.NOTHING, ""));

    private static Node.Scalar scalar(Kind kind, String text) {
        return new Node.Scalar(NOWHERE, kind, text);
    }

    @Test
    void oneChangeOfAGoodSampleIsJudgedAlike() {
        List<Node> samples = Samples.of("good.yaml").stream().map(Samples::node).toList();
        int refused = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Node changed = new Change(random).of(samples.get(random.nextInt(samples.size())));
            refused += agree(seed, changed) ? 0 : 1;
        }
        assertThat(refused).describedAs("changes must matter").isBetween(ROUNDS / 4, ROUNDS * 9 / 10);
    }

    private static boolean agree(int seed, Node node) {
        var bySchema = Samples.bySchema(node);
        List<String> byBinder = Samples.byBinder(node);
        String story = "seed " + seed + ": " + Samples.json(node) + "\nbinder: " + byBinder + "\nschema: " + bySchema;
        if (bySchema.isEmpty()) {
            assertThat(byBinder).describedAs(story).allMatch(each -> explained(node, each));
        } else {
            assertThat(byBinder).describedAs(story).isNotEmpty();
        }
        return byBinder.isEmpty();
    }

    /** With its type in a variable, a backend's settings are not known to a schema. */
    private static boolean explained(Node node, String problem) {
        Matcher backend = BACKEND.matcher(problem);
        if (BEYOND_A_SCHEMA.matcher(problem).find() || !backend.find()) {
            return BEYOND_A_SCHEMA.matcher(problem).find();
        }
        ConfigPath type = ConfigPath.of("agents", backend.group(1), "backend", "type");
        return new Document(node).spot(type).node() instanceof Node.Scalar scalar
                && Environment.reference(scalar.text()).isPresent();
    }

    /** Changes one node: another scalar, a key less, more or misspelt, an element less or twice, another kind. */
    private record Change(Random random) {
        Node of(Node node) {
            int places = count(node);
            return at(node, random.nextInt(places));
        }

        private static int count(Node node) {
            return 1
                    + switch (node) {
                        case Node.Items items ->
                            items.nodes().stream().mapToInt(Change::count).sum();
                        case Node.Entries entries ->
                            entries.entries().values().stream()
                                    .mapToInt(each -> count(each.value()))
                                    .sum();
                        case Node.Scalar scalar -> 0;
                        case Node.Ready ready -> 0;
                    };
        }

        private Node at(Node node, int place) {
            if (place == 0) {
                return changed(node);
            }
            int left = place - 1;
            return switch (node) {
                case Node.Items items -> {
                    List<Node> nodes = new ArrayList<>();
                    for (Node each : items.nodes()) {
                        nodes.add(left >= 0 && left < count(each) ? at(each, left) : each);
                        left -= count(each);
                    }
                    yield new Node.Items(NOWHERE, nodes);
                }
                case Node.Entries entries -> {
                    Map<String, Entry> all = new LinkedHashMap<>();
                    for (Map.Entry<String, Entry> each : entries.entries().entrySet()) {
                        Node value = each.getValue().value();
                        all.put(each.getKey(), entry(left >= 0 && left < count(value) ? at(value, left) : value));
                        left -= count(value);
                    }
                    yield new Node.Entries(NOWHERE, all);
                }
                case Node.Scalar scalar -> scalar;
                case Node.Ready ready -> ready;
            };
        }

        private Node changed(Node node) {
            if (node instanceof Node.Entries entries && !entries.entries().isEmpty() && random.nextInt(4) > 0) {
                return otherKeys(entries);
            }
            if (node instanceof Node.Items items && !items.nodes().isEmpty() && random.nextBoolean()) {
                List<Node> nodes = new ArrayList<>(items.nodes());
                int index = random.nextInt(nodes.size());
                if (random.nextBoolean()) {
                    nodes.remove(index);
                } else {
                    nodes.add(nodes.get(index));
                }
                return new Node.Items(NOWHERE, nodes);
            }
            return switch (random.nextInt(8)) {
                case 0 -> new Node.Items(NOWHERE, List.of());
                case 1 -> new Node.Entries(NOWHERE, Map.of());
                case 2 -> new Node.Items(NOWHERE, List.of(anyScalar()));
                case 3 -> new Node.Entries(NOWHERE, Map.of("key", entry(anyScalar())));
                default -> anyScalar();
            };
        }

        private Node otherKeys(Node.Entries entries) {
            Map<String, Entry> all = new LinkedHashMap<>(entries.entries());
            String key = List.copyOf(all.keySet()).get(random.nextInt(all.size()));
            Entry value = all.get(key);
            switch (random.nextInt(3)) {
                case 0 -> all.remove(key);
                case 1 -> all.put(key + "x", value);
                default -> all.put("Other Key", entry(anyScalar()));
            }
            return new Node.Entries(NOWHERE, all);
        }

        private Node anyScalar() {
            return SCALARS.get(random.nextInt(SCALARS.size()));
        }

        private static Entry entry(Node value) {
            return new Entry(NOWHERE, value);
        }
    }
}
