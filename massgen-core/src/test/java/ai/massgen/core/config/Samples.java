package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The sample configurations of the tests, and the two judges of them: the schema and the binder. */
final class Samples {
    private static final Map<String, String> VARIABLES = Map.ofEntries(
            Map.entry("SET", "is-set"),
            Map.entry("ONE", "1"),
            Map.entry("NAME", "name"),
            Map.entry("FLAVOUR", "gamma"),
            Map.entry("TRUE", "true"),
            Map.entry("HALF", "0.5"),
            Map.entry("FAST", "fast"),
            Map.entry("URL", "http://localhost/"),
            Map.entry("MINUTE", "1m"),
            Map.entry("PLAIN", "plain"),
            Map.entry("HOST", "host"));
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ConfigSchema.print(TestPlugins.STANDARD));

    private Samples() {}

    /** The documents of a resource. */
    static List<String> of(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/config/" + name)) {
            String text = new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
            return Arrays.asList(text.split("(?m)^---\n", -1));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    static Node node(String yaml) {
        Problems problems = new Problems();
        Optional<Node> node = YamlTree.read("sample", yaml, problems);
        assertThat(problems.sorted()).describedAs(yaml).isEmpty();
        return node.orElseThrow();
    }

    /** What the schema says against a configuration. */
    static List<Error> bySchema(Node node) {
        return SCHEMA.validate(json(node));
    }

    /** What the binder says against a configuration. */
    static List<String> byBinder(Node node) {
        Problems problems = new Problems();
        Environment environment = new Environment(VARIABLES);
        Binder binder = new Binder(environment, TestPlugins.STANDARD, problems);
        binder.section(RecordShape.of(MassGenConfig.class), Spot.root(node));
        ConfigChecks checks = new ConfigChecks(new Document(node), binder, problems, VARIABLES);
        checks.agents();
        checks.engines();
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    private static JsonNode number(BigDecimal number) {
        return number.scale() == 0 ? JSON.numberNode(number.toBigInteger()) : DecimalNode.valueOf(number);
    }

    /** The document as an editor sees it. */
    static JsonNode json(Node node) {
        return switch (node) {
            case Node.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> JSON.textNode(scalar.text());
                    case NUMBER -> number(new BigDecimal(scalar.text()));
                    case FLAG -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
                    case NOTHING -> JSON.nullNode();
                };
            case Node.Items items -> {
                ArrayNode array = JSON.arrayNode();
                items.nodes().forEach(each -> array.add(json(each)));
                yield array;
            }
            case Node.Entries entries -> {
                ObjectNode object = JSON.objectNode();
                entries.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
                yield object;
            }
            case Node.Ready ready -> throw new IllegalArgumentException("not from YAML: " + ready);
        };
    }
}
