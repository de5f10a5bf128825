package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How values are written, within which bounds, and how plugins get them. */
class ValuesTest {
    private static TestPlugins.Full full(String settings) {
        return (TestPlugins.Full) Yaml.backend("{type: full, flavour: alpha, " + settings + "}");
    }

    private static String problem(String settings) {
        List<String> problems = Yaml.backendProblems("{type: full, flavour: alpha, " + settings + "}");
        assertThat(problems).hasSize(1);
        return problems.get(0).replaceFirst("c.yaml:4:\\d+ agents\\[0\\].backend.", "");
    }

    @Test
    void whatIsLeftOutHasItsDefaultDownToTheDeepestRecord() {
        TestPlugins.Nested nested = new TestPlugins.Nested(
                "inner", Optional.empty(), List.of(), new TestPlugins.Deeper(Duration.ofSeconds(1)));
        assertThat(Yaml.backend("{type: full, flavour: alpha}"))
                .isEqualTo(new TestPlugins.Full(
                        "alpha",
                        true,
                        3,
                        -5_000_000_000L,
                        0.5,
                        TestPlugins.Mode.VERY_SLOW,
                        URI.create("https://example.org/v1"),
                        Path.of("data/files"),
                        Duration.ofMinutes(1),
                        ByteSize.ofMebibytes(1),
                        Optional.empty(),
                        Optional.empty(),
                        new Json("{\"a\":[1,2.50]}"),
                        List.of(),
                        List.of(),
                        List.of(TestPlugins.Mode.FAST),
                        Map.of(),
                        Map.of(),
                        Optional.empty(),
                        nested));
    }

    @Test
    void recordsListsAndMapsNest() {
        TestPlugins.Full settings = full("limits: {b: [{name: x, most: 2}, {name: y}], a: []}, maybe: {depth: 4},"
                + " nested: {label: l, steps: [{name: z}], deeper: {pause: 3s}}, counts: {z: 1, a: 2}");
        assertThat(settings.limits())
                .isEqualTo(Map.of(
                        "b", List.of(new TestPlugins.Limit("x", 2), new TestPlugins.Limit("y", 1)), "a", List.of()));
        assertThat(settings.limits().keySet()).containsExactly("b", "a");
        assertThat(settings.maybe())
                .hasValueSatisfying(nested -> assertThat(nested.depth()).contains(4));
        assertThat(settings.nested().deeper().pause()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.counts()).containsExactly(Map.entry("z", 1), Map.entry("a", 2));
    }

    @Test
    void aProblemDeepInsideHasItsPathAndPlace() {
        assertThat(Yaml.backendProblems("{type: full, flavour: alpha, limits: {b: [{name: x}, {nmae: y}]}}"))
                .containsExactly(
                        "c.yaml:4:67 agents[0].backend.limits.b[1].name: is missing; add name",
                        "c.yaml:4:68 agents[0].backend.limits.b[1].nmae: is not a known key; did you mean name?");
        assertThat(problem("limits: {b: [{name: ''}]}"))
                .isEqualTo("limits.b[0]: cannot be used: name must not be blank: ''");
    }

    @ParameterizedTest
    @CsvSource({"1000ms,1000", "1s,1000", "90s,90000", "5m,300000"})
    void aDurationHasOneUnit(String text, long milliseconds) {
        assertThat(full("patience: " + text).patience()).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1d", "1 s", "1.5s", "-1s", "PT1S", "s", "1h30m", "1S", "9999999999s", "١s"})
    void anythingElseIsNoDuration(String text) {
        assertThat(problem("patience: " + text))
                .isEqualTo("patience: must be a duration such as 500ms, 60s, 5m or 1h, not the text '" + text + "'");
    }

    @Test
    void aNumberIsNoDurationAndTheUnitIsAskedFor() {
        assertThat(problem("patience: 60"))
                .isEqualTo("patience: must be a duration such as 500ms, 60s, 5m or 1h, not the number 60;"
                        + " add a unit, such as 60s");
    }

    @ParameterizedTest
    @CsvSource({"1024B,1024", "'1024',1024", "1KiB,1024", "1 KiB,1024", "3MiB,3145728", "1GiB,1073741824"})
    void aSizeHasABinaryUnitOrIsBytesInQuotes(String text, long bytes) {
        assertThat(full("room: '" + text + "'").room()).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1MB", "1M", "1mib", "1.5GiB", "-1KiB", "KiB", "999999999999999GiB", "1  KiB"})
    void anythingElseIsNoSize(String text) {
        assertThat(problem("room: '" + text + "'")).startsWith("room: must be a size such as 256MiB, not the text '");
    }

    @ParameterizedTest
    @CsvSource({
        "whole: 0,1 to 9,the number 0",
        "whole: 10,1 to 9,the number 10",
        "fraction: 0.2,0.25 to 0.75,the number 0.2",
        "fraction: 0.7500001,0.25 to 0.75,the number 0.7500001",
        "patience: 999ms,1s to 5m,the text '999ms'",
        "patience: 301s,1s to 5m,the text '301s'",
        "room: 1023B,1KiB to 1GiB,the text '1023B'",
        "room: 2GiB,1KiB to 1GiB,the text '2GiB'"
    })
    void aValueOutsideItsBoundsIsQuotedWithThem(String setting, String range, String found) {
        assertThat(problem(setting)).endsWith(": must be " + range + ", not " + found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whole: 1",
                "whole: 9",
                "fraction: 0.25",
                "fraction: 0.75",
                "patience: 5m",
                "room: 1KiB",
                "room: 1GiB"
            })
    void boundsAreInclusive(String setting) {
        assertThat(full(setting)).isNotNull();
    }

    @Test
    void aBoundMayBeOneSided() {
        assertThat(Yaml.problems(Yaml.LEAST + "sandbox: {ceilings: {pids: 0}}\n"))
                .singleElement()
                .asString()
                .endsWith("must be at least 1, not the number 0");
    }

    @Test
    void choicesAreCheckedInListsToo() {
        assertThat(full("colours: [red, blue, red], modes: [fast, very-slow]").colours())
                .containsExactly("red", "blue", "red");
        assertThat(problem("colours: [red, blu]"))
                .isEqualTo("colours[1]: must be one of red, blue, not the text 'blu'; did you mean blue?");
        assertThat(problem("modes: [slow]"))
                .startsWith("modes[0]: must be one of fast, very-slow, not the text 'slow'");
        assertThat(Yaml.backendProblems("{type: full, flavour: vanilla}"))
                .singleElement()
                .asString()
                .endsWith("flavour: must be one of alpha, beta, gamma, not the text 'vanilla'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", "/v1", "'http://exa mple'", "'ht tp://x'", "'://x'"})
    void aUriIsAbsolute(String text) {
        assertThat(problem("base_url: " + text))
                .startsWith("base_url: must be a URI such as https://example.org, not the text");
    }

    @Test
    void aPathIsNotBlank() {
        assertThat(problem("folder: ' '")).startsWith("folder: must be a path, not the text ' '");
        assertThat(problem("folder: \"a\\0b\"")).startsWith("folder: must be a path, not the text 'a\\u{0}b'");
    }

    @Test
    void jsonIsKeptAsItIsWritten() {
        assertThat(full("extra: {a: [1, -0.50, 1e5, true, null, text, '5'], 'b c': {}}")
                        .extra())
                .contains(new Json("{\"a\":[1,-0.50,1E+5,true,null,\"text\",\"5\"],\"b c\":{}}"));
        assertThat(full("extra: 5").extra()).contains(new Json("5"));
        assertThat(full("extra: null").extra()).contains(new Json("null"));
        assertThat(full("extra: \"quo\\\"te\\n\"").extra()).contains(new Json("\"quo\\\"te\\n\""));
    }

    @Test
    void jsonThatCannotBeKeptIsAProblemAtItsPlace() {
        assertThat(problem("extra: {a: [1, !!int x]}"))
                .isEqualTo("extra.a[1]: must be a value that JSON has, not the number x");
        assertThat(problem("extra: {a: 'in ${B} side'}")).startsWith("extra.a: contains '${B}'");
    }

    @Test
    void theSectionsOfTheConfigurationHaveTheirDocumentedDefaults() {
        MassGenConfig config = Yaml.read(Yaml.LEAST);
        assertThat(config.limits().run()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.sandbox().engine()).isEqualTo("docker");
        assertThat(config.sandbox().defaults()).isEqualTo(PolicyConfig.EMPTY);
        assertThat(config.sandbox().mountRoots()).isEmpty();
        assertThat(config.workspace().directory()).isEqualTo(Path.of(".massgen"));
        assertThat(config.coordination().shuffleSeed()).isEmpty();
        assertThat(config.agents().get(0).tools()).isEmpty();
    }

    @Test
    void noToolsIsNotTheSameAsAllTools() {
        assertThat(Yaml.read(Yaml.LEAST + "    tools: []\n").agents().get(0).tools())
                .contains(List.of());
        assertThat(Yaml.read(Yaml.LEAST + "    tools:\n").agents().get(0).tools())
                .contains(List.of());
    }
}
