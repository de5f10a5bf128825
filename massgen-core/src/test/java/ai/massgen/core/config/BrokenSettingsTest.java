package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.config.Secret;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A settings record that cannot work is the fault of the plugin's author, and is said so at the plugin's name. */
class BrokenSettingsTest {
    record UnknownType(Date when) {}

    record UnknownElement(List<Set<String>> all) {}

    record NumericKeys(Map<Integer, String> all) {}

    record Generic<T>(T value) {}

    record BoundOfNothing(@Min("one") int x) {}

    record BoundOfText(@Max("5") String x) {}

    record BoundOfJson(@Max("5") Json x) {}

    record BoundOfRecord(@Min("1") TestPlugins.Deeper x) {}

    record EmptyRange(@Min("5") @Max("4") int x) {}

    record EmptySizeRange(@Min("1GiB") @Max("1MiB") ByteSize x) {}

    record NumericChoice(@OneOf({"1", "2"}) int x) {}

    record ChoiceOfEnum(@OneOf({"fast", "slow"}) TestPlugins.Mode x) {}

    record DefaultOfNoChoice(
            @OneOf({"a", "b"}) @Default("c") String x) {}

    record DefaultOfNoNumber(@Default("many") int x) {}

    record DefaultOutside(@Default("9") @Max("5") int x) {}

    record SecretDefault(@Default("sk-123") Optional<Secret> x) {}

    record EqualKeys(String baseUrl, String baseURL) {}

    record NamedType(String type) {}

    record Endless(Optional<Endless> again) {}

    record EndlessList(List<EndlessList> again) {}

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(UnknownType.class, "when", "has the type java.util.Date, which settings cannot have"),
                Arguments.of(
                        UnknownElement.class, "all", "java.util.Set<java.lang.String>, which settings cannot have"),
                Arguments.of(NumericKeys.class, "all", "which settings cannot have"),
                Arguments.of(Generic.class, "value", "has the type T, which settings cannot have"),
                Arguments.of(BoundOfNothing.class, "x", "has the bound 'one', which is not a whole number"),
                Arguments.of(BoundOfText.class, "x", "has the bound '5' but cannot be measured"),
                Arguments.of(BoundOfJson.class, "x", "has a bound but cannot be measured"),
                Arguments.of(BoundOfRecord.class, "x", "has a bound but cannot be measured"),
                Arguments.of(EmptyRange.class, "x", "has a least value above its greatest: 5 to 4"),
                Arguments.of(EmptySizeRange.class, "x", "has a least value above its greatest: 1GiB to 1MiB"),
                Arguments.of(NumericChoice.class, "x", "has choices but holds no texts"),
                Arguments.of(ChoiceOfEnum.class, "x", "has choices but holds no texts"),
                Arguments.of(DefaultOfNoChoice.class, "x", "has the default 'c'"),
                Arguments.of(DefaultOfNoNumber.class, "x", "has the default 'many'"),
                Arguments.of(DefaultOutside.class, "x", "has the default '9'"),
                Arguments.of(SecretDefault.class, "x", "has the default 'sk-123'"),
                Arguments.of(EqualKeys.class, "baseURL", "has the key base_url of another"),
                Arguments.of(NamedType.class, "type", "has the key that names the backend"),
                Arguments.of(Endless.class, "?", "contains itself"),
                Arguments.of(EndlessList.class, "?", "contains itself"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void isExplainedAtTheNameOfThePlugin(Class<? extends Record> settings, String component, String why) {
        assertThat(problems(settings))
                .singleElement()
                .asString()
                .startsWith(
                        "c.yaml:4:21 agents[0].backend.type: names the plugin 'odd', whose settings record is broken: ")
                .contains("component " + component + " of " + settings.getName() + " ")
                .contains(why)
                .endsWith("; update or remove the plugin");
    }

    @Test
    void aClassThatIsNoRecordAtAllIsExplainedToo() {
        PluginRecords cheating = new PluginRecords() {
            @Override
            @SuppressWarnings({"unchecked", "rawtypes"})
            public Class<? extends Record> backendRecord(String name) {
                return (Class) String.class;
            }

            @Override
            public Class<? extends Record> sandboxRecord(String name) {
                throw new NoClassDefFoundError("com/example/Missing");
            }

            @Override
            public List<String> backendNames() {
                return List.of("odd");
            }

            @Override
            public List<String> sandboxNames() {
                return List.of("docker");
            }
        };
        assertThat(problems(cheating, "{type: odd}\nsandbox: {docker: {}}"))
                .hasSize(2)
                .allMatch(each -> each.contains("whose settings record is broken"))
                .anyMatch(each -> each.contains("NoClassDefFoundError"));
        assertThat(ConfigSchema.print(cheating)).contains("\"agents\"").doesNotContain("\"odd\"");
    }

    record Throwing(String x) {
        Throwing {
            throw new UnsupportedOperationException("not today");
        }
    }

    @Test
    void aConstructorThatThrowsSomethingElseIsNoCrash() {
        assertThat(problems(TestPlugins.backend("odd", Throwing.class), "{type: odd, x: y}"))
                .containsExactly("c.yaml:4:5 agents[0].backend: cannot be used:"
                        + " java.lang.UnsupportedOperationException: not today");
    }

    private static List<String> problems(Class<? extends Record> settings) {
        return problems(TestPlugins.backend("odd", settings), "{type: odd}");
    }

    private static List<String> problems(PluginRecords plugins, String backend) {
        try {
            new ConfigReader(plugins, Map.of()).read("c.yaml", Yaml.backendYaml(backend), Yaml.BASE);
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
