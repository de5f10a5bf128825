package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.ConfigSchema;
import ai.massgen.core.provider.Providers;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * For each installed plugin there are samples of its settings in {@code settings/}: schema and binder accept them, and
 * together they use every key that the plugin has.
 */
class PluginSettingsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Providers PLUGINS = Providers.installed();
    private static final String PRINTED = ConfigSchema.print(PLUGINS);
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PRINTED);

    static Stream<String> plugins() {
        return Stream.concat(
                PLUGINS.backendNames().stream().map(name -> "backend." + name),
                PLUGINS.sandboxNames().stream().map(name -> "sandbox." + name));
    }

    private static List<String> samples(String plugin) {
        try (InputStream in = PluginSettingsTest.class.getResourceAsStream("/settings/" + plugin + ".yaml")) {
            assertThat(in)
                    .describedAs("settings/%s.yaml, samples of its settings", plugin)
                    .isNotNull();
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^---\n"));
        } catch (IOException e) {
            throw new IllegalStateException(plugin, e);
        }
    }

    private static JsonNode tree(String yaml) {
        return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void schemaAndBinderAcceptTheSamples(String plugin) {
        ConfigReader reader = new ConfigReader(PLUGINS, Map.of("ANY_KEY", "of-a-provider"));
        assertThat(samples(plugin)).isNotEmpty().allSatisfy(yaml -> {
            assertThat(reader.read(plugin, yaml, Path.of("")).config().agents()).isNotEmpty();
            assertThat(SCHEMA.validate(tree(yaml))).isEmpty();
        });
    }

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/configs"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSchemaAcceptsTheExamplesAndNothingLikeThem(Path example) throws IOException {
        String yaml = Files.readString(example);
        assertThat(SCHEMA.validate(tree(yaml))).isEmpty();
        assertThat(SCHEMA.validate(tree(yaml.replace("type:", "tpye:")))).isNotEmpty();
        assertThat(SCHEMA.validate(tree(yaml.replace("version: 1", "version: 2"))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void theSamplesUseEveryKey(String plugin) throws JsonProcessingException {
        JsonNode definitions = JSON.readTree(PRINTED).path("$defs");
        Keys keys = new Keys(definitions, new TreeSet<>(), new TreeSet<>());
        keys.all(plugin);
        for (String yaml : samples(plugin)) {
            settings(plugin, tree(yaml)).forEach(each -> keys.use(plugin, each));
        }
        assertThat(keys.used()).isNotEmpty().isEqualTo(keys.known());
    }

    private static List<JsonNode> settings(String plugin, JsonNode sample) {
        if (plugin.startsWith("sandbox.")) {
            return List.of(sample.path("sandbox").path(plugin.substring("sandbox.".length())));
        }
        return sample.path("agents").findValues("backend");
    }

    /** The keys of definitions, and those that samples use. */
    private record Keys(JsonNode definitions, Set<String> known, Set<String> used) {
        void all(String definition) {
            properties(definition).properties().forEach(each -> {
                if (!each.getValue().isBoolean() && known.add(definition + "." + each.getKey())) {
                    all(inside(each.getValue()));
                }
            });
        }

        void use(String definition, JsonNode value) {
            value.properties().forEach(each -> {
                JsonNode property = properties(definition).path(each.getKey());
                if (property.isObject()) {
                    used.add(definition + "." + each.getKey());
                    (each.getValue().isArray() ? each.getValue() : List.of(each.getValue()))
                            .forEach(element -> use(inside(property), element));
                }
            });
        }

        private JsonNode properties(String definition) {
            return definitions.path(definition).path("properties");
        }

        /** The definition of a property, or of its elements. */
        private static String inside(JsonNode property) {
            JsonNode element = property.has("items") ? property.path("items") : property;
            return element.path("$ref").asText().replace("#/$defs/", "");
        }
    }
}
