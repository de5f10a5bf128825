package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JSON Schema that editors get, and what it says about samples: the same as the binder, with known exceptions. */
class SchemaTest {
    private static final String PRINTED = ConfigSchema.print(TestPlugins.STANDARD);

    private static JsonNode printed() {
        try {
            return new ObjectMapper().readTree(PRINTED);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Stream<String> good() {
        return Samples.of("good.yaml").stream();
    }

    static Stream<String> bad() {
        return Samples.of("bad.yaml").stream();
    }

    static Stream<String> unseen() {
        return Samples.of("unseen.yaml").stream();
    }

    @ParameterizedTest
    @MethodSource
    void good(String yaml) {
        Node node = Samples.node(yaml);
        assertThat(Samples.byBinder(node)).isEmpty();
        assertThat(Samples.bySchema(node)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void bad(String yaml) {
        Node node = Samples.node(yaml);
        assertThat(Samples.byBinder(node)).isNotEmpty();
        assertThat(Samples.bySchema(node)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void unseen(String yaml) {
        Node node = Samples.node(yaml);
        assertThat(yaml).contains("# reason: ");
        assertThat(Samples.byBinder(node)).isNotEmpty();
        assertThat(Samples.bySchema(node)).isEmpty();
    }

    @Test
    void theSchemaIsAValidSchema() {
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()))
                        .validate(printed()))
                .isEmpty();
        assertThat(printed().path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void theSamePluginsGiveTheSameTextWhateverTheirOrder() {
        Map<String, Class<? extends Record>> backwards = new HashMap<>();
        List.of("zeta", "plain", "full", "alpha").forEach(name -> backwards.put(name, TestPlugins.Plain.class));
        assertThat(ConfigSchema.print(new TestPlugins(backwards, Map.of())))
                .isEqualTo(ConfigSchema.print(new TestPlugins(new HashMap<>(backwards), Map.of())))
                .doesNotContain("\r")
                .endsWith("}\n");
        assertThat(ConfigSchema.print(TestPlugins.STANDARD)).isEqualTo(PRINTED);
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryDefinitionIsUsed() {
        List<String> references = printed().findValuesAsText("$ref").stream()
                .map(each -> each.replaceFirst("^#/\\$defs/", ""))
                .distinct()
                .sorted()
                .toList();
        List<String> definitions = new ArrayList<>();
        printed().path("$defs").fieldNames().forEachRemaining(definitions::add);
        assertThat(references).containsExactlyInAnyOrderElementsOf(definitions);
    }

    @Test
    void anEditorCanShowWhatAKeyIsForAndWhatItsDefaultIs() {
        JsonNode run = printed().at("/$defs/LimitsConfig/properties/run");
        assertThat(run.path("description").asText())
                .isEqualTo("From the question to the decision. Allowed: 100ms to 24h.");
        assertThat(run.path("default").asText()).isEqualTo("10m");
        JsonNode rejections = printed().at("/$defs/CoordinationConfig/properties/rejections");
        assertThat(rejections.path("default").isInt()).isTrue();
        assertThat(rejections.at("/anyOf/0/maximum").asInt()).isEqualTo(100);
        assertThat(printed()
                        .at("/$defs/CoordinationConfig/properties/skip_coordination_rounds/default")
                        .isBoolean())
                .isTrue();
    }

    @Test
    void everyKeyOfTheConfigurationIsDescribed() {
        assertThat(keysWithoutDescription(RecordShape.of(MassGenConfig.class))).isEmpty();
    }

    private static List<String> keysWithoutDescription(RecordShape shape) {
        return shape.components().stream()
                .flatMap(each -> Stream.concat(
                        each.doc().isEmpty()
                                ? Stream.of(shape.java().getSimpleName() + "." + each.key())
                                : Stream.empty(),
                        nested(each.shape())))
                .toList();
    }

    private static Stream<String> nested(Shape shape) {
        return switch (shape) {
            case Shape.Section section -> keysWithoutDescription(section.record()).stream();
            case Shape.Items items -> nested(items.element());
            case Shape.Entries entries -> nested(entries.value());
            case Shape.Value value -> Stream.empty();
            case Shape.Free free -> Stream.empty();
            case Shape.Plugin plugin -> Stream.empty();
        };
    }

    /** A class with a record of the same simple name as another. */
    static final class Left {
        record Part(String left) {}
    }

    /** The other. */
    static final class Right {
        record Part(String right) {}
    }

    /** One that contains another of the same simple name. */
    static final class Around {
        record Part(Left.Part inner) {}
    }

    record Both(Left.Part left, Right.Part right, List<Left.Part> more) {}

    record OneInTheOther(Around.Part outer) {}

    @Test
    void recordsOfEqualSimpleNamesAreToldApart() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        PluginRecords plugins = TestPlugins.backend("both", Both.class);
        String yaml = Yaml.backendYaml("{type: both, left: {left: l}, right: {right: r}, more: [{left: m}]}");
        assertThat(registry.getSchema(ConfigSchema.print(plugins)).validate(Samples.json(Samples.node(yaml))))
                .isEmpty();
        assertThat(new ConfigReader(plugins, Map.of())
                        .read("c.yaml", yaml, Yaml.BASE)
                        .config()
                        .agents())
                .hasSize(1);
    }

    @Test
    void aRecordInOneOfTheSameSimpleNameIsToldApartToo() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        String yaml = Yaml.backendYaml("{type: both, outer: {inner: {left: l}}}");
        assertThat(registry.getSchema(ConfigSchema.print(TestPlugins.backend("both", OneInTheOther.class)))
                        .validate(Samples.json(Samples.node(yaml))))
                .isEmpty();
    }

    record Unusable(Date when) {}

    @Test
    void aPluginWithABrokenRecordIsLeftOutAndTheOthersStay() {
        String printed = ConfigSchema.print(new TestPlugins(
                Map.of("broken", Unusable.class, "plain", TestPlugins.Plain.class),
                Map.of("odd", Unusable.class, "docker", TestPlugins.Engine.class)));
        assertThat(printed)
                .contains("backend.plain", "sandbox.docker")
                .doesNotContain("broken")
                .doesNotContain("odd");
    }
}
