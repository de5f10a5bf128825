package ai.massgen.core.config;

import static ai.massgen.core.config.Yaml.LEAST;
import static ai.massgen.core.config.Yaml.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What text may be a configuration at all, and what plain scalars mean. */
class YamlTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static String only(List<String> problems) {
        assertThat(problems).hasSize(1);
        return problems.get(0);
    }

    @Test
    void theLeastConfigurationIsAVersionAndAnAgent() {
        assertThat(problems(LEAST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n"})
    void anEmptyFileSaysWhatToWrite(String text) {
        assertThat(only(problems(text))).isEqualTo("c.yaml:1:1: is empty; write at least version: 1 and agents");
    }

    @Test
    void anEmptyDocumentLacksWhatIsRequired() {
        assertThat(problems("---\n"))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("version: is missing"))
                .anyMatch(problem -> problem.contains("agents: is missing"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() {
        assertThat(problems("\uFEFF" + LEAST)).isEmpty();
        assertThat(only(problems("\uFEFFversoin: 1\n" + LEAST))).startsWith("c.yaml:1:1 versoin: ");
    }

    @Test
    void windowsLineEndsAreLineEnds() {
        assertThat(problems(LEAST.replace("\n", "\r\n"))).isEmpty();
        assertThat(only(problems((LEAST + "toolz: {}\n").replace("\n", "\r\n"))))
                .startsWith("c.yaml:5:1 toolz: ");
    }

    @Test
    void aFileIsBounded() {
        String huge = LEAST + "# " + "x".repeat(1 << 20);
        assertThat(only(problems(huge))).contains("longer than a configuration may be");
    }

    @Test
    void nestingIsBounded() {
        String deep = LEAST + "tools: " + "[".repeat(100_000);
        assertTimeoutPreemptively(
                SOON,
                () -> assertThat(only(problems(deep))).startsWith("c.yaml:").containsIgnoringCase("depth"));
        String mappings = LEAST + "tools: " + "{a: ".repeat(50) + "}".repeat(50);
        assertThat(only(problems(mappings))).containsIgnoringCase("depth");
    }

    @Test
    void anAliasBombEndsEarly() {
        StringBuilder bomb = new StringBuilder(LEAST).append("x:\n  - &x0 [a, a, a, a, a, a, a, a, a]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("  - &x")
                    .append(i)
                    .append(" [")
                    .append(String.join(", ", Collections.nCopies(9, "*x" + (i - 1))));
            bomb.append("]\n");
        }
        assertTimeoutPreemptively(
                SOON, () -> assertThat(only(problems(bomb.toString()))).contains("alias bomb"));
    }

    @Test
    void anAliasThatContainsItselfEnds() {
        assertThat(only(problems(LEAST + "x: &x [*x]\n"))).contains("alias");
    }

    @Test
    void aliasesMayBeUsed() {
        String yaml = """
                version: 1
                agents:
                  - {id: a, backend: &same {type: plain, model: m}}
                  - {id: b, backend: *same}
                """;
        assertThat(Yaml.read(yaml).agents())
                .extracting(AgentConfig::backend)
                .containsOnly(
                        new PluginSettings("plain", new TestPlugins.Plain("m", Optional.empty(), Optional.empty())));
    }

    @Test
    void mergeKeysAreNotYamlOneTwoAndSaidToBeUnknown() {
        String yaml = """
                version: 1
                agents:
                  - {id: a, backend: &same {type: plain, model: m}}
                  - {id: b, backend: {<<: *same, type: plain, model: n}}
                """;
        assertThat(only(problems(yaml))).contains("agents[1].backend.<<: is not a known key");
    }

    @Test
    void aKeyStandsOnceAndTheProblemNamesTheFirst() {
        assertThat(only(problems(LEAST + "version: 1\n")))
                .isEqualTo("c.yaml:5:1 version: stands here twice; keep one; the first is in line 1");
    }

    @Test
    void oneFileIsOneDocument() {
        assertThat(only(problems(LEAST + "---\n" + LEAST)))
                .startsWith("c.yaml:5:1")
                .contains("remove the line with ---");
        assertThat(problems("---\n" + LEAST + "...\n")).isEmpty();
    }

    @Test
    void tabsInTheIndentationAreNamed() {
        String yaml = "version: 1\nagents:\n\t- id: a\n";
        assertThat(only(problems(yaml))).startsWith("c.yaml:3:1").contains("spaces, not with tabs");
    }

    @Test
    void brokenSyntaxHasAPlace() {
        assertThat(only(problems("version: 1\nagents: [\n")))
                .startsWith("c.yaml:3:1")
                .contains("not valid YAML");
        assertThat(only(problems("version: 1\nagents: 'x\n"))).contains("not valid YAML");
    }

    @Test
    void aControlCharacterIsNamedAtItsPlace() {
        assertThat(only(problems("version: 1\nagents: \u0007\n")))
                .isEqualTo("c.yaml:2:9: contains the character U+0007; remove it");
    }

    @Test
    void aControlCharacterAfterSymbolsBeyondSixteenBitsIsStillFoundAtItsPlace() {
        assertThat(only(problems("# 😀😀\nx: \u0007\n")))
                .isEqualTo("c.yaml:2:4: contains the character U+0007; remove it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!java.lang.Runtime x",
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1/\"]]]]",
                "!!binary aGk=",
                "!!python/object:os.system x",
                "!!set {a}",
                "!own x",
                "!!timestamp 2001-01-01"
            })
    void noTagMakesAnObject(String value) {
        assertThat(problems(LEAST + "workspace: {directory: " + value + "}\n"))
                .isNotEmpty()
                .anyMatch(problem -> problem.contains("has the tag '") && problem.contains("remove the tag"));
    }

    @Test
    void theTagsOfJsonTypesAreHarmless() {
        assertThat(problems(LEAST.replace("version: 1", "version: !!int 1").replace("id: a", "id: !!str a")))
                .isEmpty();
        assertThat(only(problems(LEAST.replace("version: 1", "version: !!int one"))))
                .contains("must be a whole number, not the number one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "NO",
                "off",
                "yes",
                "y",
                "n",
                "on",
                "0x1F",
                "012",
                "1_000",
                ".inf",
                ".5",
                "2001-01-01",
                "12:30:45",
                "+1",
                "True",
                "NULL"
            })
    void whatIsNoJsonScalarIsATextSoNorwayStaysNorway(String word) {
        MassGenConfig config = Yaml.read(LEAST.replace("model: m", "model: " + word));
        assertThat(((TestPlugins.Plain) config.agents().get(0).backend().settings()).model())
                .isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource({
        "1,'the number 1'",
        "-1.5e3,'the number -1.5e3'",
        "true,'the truth value true'",
        "null,nothing",
        "~,nothing",
        "'',nothing"
    })
    void jsonScalarsAreNoTexts(String word, String described) {
        assertThat(only(problems(LEAST.replace("model: m", "model: " + word))))
                .contains("model: must be a text, not " + described);
    }

    @Test
    void aQuotedNumberIsATextAndTheUserIsToldToUnquoteIt() {
        assertThat(only(problems(LEAST.replace("version: 1", "version: '1'"))))
                .isEqualTo(
                        "c.yaml:1:10 version: must be a whole number, not the text '1'; write it without quotes and leading zeros");
        assertThat(only(problems(LEAST.replace("version: 1", "version: 01")))).contains("leading zeros");
    }

    @ParameterizedTest
    @CsvSource({"yes,true", "No,false", "on,true", "OFF,false", "True,true"})
    void theTruthWordsOfOldYamlAreExplained(String word, String meant) {
        assertThat(only(problems(LEAST + "coordination: {skip_coordination_rounds: " + word + "}\n")))
                .endsWith("must be true or false, not the text '" + word + "'; write " + meant + " without quotes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "-99999999999", "1.5", "1e400", "1e-400", "1e99999999999"})
    void aNumberThatDoesNotFitIsAProblemNotAnotherNumber(String number) {
        assertThat(only(Yaml.backendProblems("{type: full, flavour: alpha, whole: " + number + "}")))
                .contains("whole: must be a whole number, not the number " + number);
    }

    @ParameterizedTest
    @CsvSource({"5,5", "5.0,5", "5e0,5", "0.5e1,5"})
    void aWholeNumberMayBeWrittenInAnyWayThatJsonHas(String number, int value) {
        TestPlugins.Full settings =
                (TestPlugins.Full) Yaml.backend("{type: full, flavour: alpha, whole: " + number + "}");
        assertThat(settings.whole()).isEqualTo(value);
    }

    @Test
    void aNumberOfAMillionDigitsCostsNothing() {
        String digits = "9".repeat(1_000_000);
        assertTimeoutPreemptively(
                SOON,
                () -> assertThat(only(Yaml.backendProblems("{type: full, flavour: alpha, whole: " + digits + "}")))
                        .contains("must be a whole number")
                        .hasSizeLessThan(300));
    }

    @Test
    void keysThatAreNoTextsHaveNoMeaning() {
        assertThat(problems(LEAST + "? [a]\n: b\n")).contains("c.yaml:5:3: has a key that is not a text");
        assertThat(only(problems(LEAST + "1: b\n"))).startsWith("c.yaml:5:1 1: is not a known key");
    }

    @Test
    void whatTheUserWroteIsShownOnOneShortLineWithoutTerminalCodes() {
        String problem = only(problems(LEAST.replace("id: a", "id: \"\\e[31m" + "A".repeat(500) + "\\n\"")));
        assertThat(problem)
                .contains("'\\e[31mAAA")
                .doesNotContain("\u001b")
                .doesNotContain("\n")
                .hasSizeLessThan(300);
    }

    @Test
    void theRootIsAMapping() {
        assertThat(only(problems("- a\n"))).isEqualTo("c.yaml:1:1: must be a mapping, not a list");
        assertThat(only(problems("hello\n"))).isEqualTo("c.yaml:1:1: must be a mapping, not the text 'hello'");
    }

    @Test
    void environmentVariablesThatNobodyNamesAreNotRead() {
        assertThat(problems(LEAST, Map.of("version", "2"))).isEmpty();
    }
}
