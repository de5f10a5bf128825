package ai.massgen.core.config;

import static ai.massgen.core.config.Yaml.LEAST;
import static ai.massgen.core.config.Yaml.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that is wrong is said at once, where it stands, with what to do. */
class ProblemsTest {
    private static final String MANY = """
            version: 2
            agnets: []
            agents:
              - id: Ada
                backend: {type: plan, model: m}
              - id: ben
                backend:
                  type: plain
                  temperature: 3
              - id: ben
                backend: {type: plain, model: m}
                tools: [flies, files, files]
            tools:
              files:
                imgae: x
                pull: sometimes
                secrets: {TOKEN: sk-literal}
            sandbox:
              engine: dokcer
              ceilings: {memory: 2}
            limits:
              run: 10 minutes
            """;

    @Test
    void everyProblemIsReportedAtOnceInTheOrderOfTheFile() {
        assertThat(problems(MANY))
                .containsExactly(
                        "c.yaml:1:10 version: must be 1, not the number 2",
                        "c.yaml:2:1 agnets: is not a known key; did you mean agents?",
                        "c.yaml:4:9 agents[0].id: must be a lower-case letter and up to 31 letters, digits or dashes,"
                                + " not the text 'Ada'",
                        "c.yaml:5:21 agents[0].backend.type: there is no backend 'plan' (installed: full, plain)",
                        "c.yaml:7:5 agents[1].backend.model: is missing; add model: The model's id.",
                        "c.yaml:9:20 agents[1].backend.temperature: must be 0 to 2, not the number 3",
                        "c.yaml:10:9 agents[2].id: is the same as agents[1].id: 'ben'; make them differ or remove one",
                        "c.yaml:12:13 agents[2].tools[0]: names no tool: 'flies'; did you mean files?",
                        "c.yaml:12:27 agents[2].tools[2]: is the same as agents[2].tools[1]: 'files';"
                                + " make them differ or remove one",
                        "c.yaml:15:5 tools.files.imgae: is not a known key; did you mean image?",
                        "c.yaml:16:11 tools.files.pull: must be one of never, missing, always, not the text 'sometimes'",
                        "c.yaml:17:22 tools.files.secrets.TOKEN: is a secret and must not stand here in clear;"
                                + " set an environment variable and write ${NAME_OF_THE_VARIABLE}",
                        "c.yaml:19:11 sandbox.engine: there is no sandbox 'dokcer' (installed: docker, host)",
                        "c.yaml:20:22 sandbox.ceilings.memory: must be a size such as 256MiB, not the number 2;"
                                + " add a unit, such as 2MiB",
                        "c.yaml:22:8 limits.run: must be a duration such as 500ms, 60s, 5m or 1h,"
                                + " not the text '10 minutes'");
    }

    @Test
    void theExceptionListsThemAndHasTheIdOfTheDocumentation() {
        assertThatThrownBy(() -> Yaml.read(MANY)).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.code()).isEqualTo("config.invalid");
            assertThat(e.problems()).hasSize(15);
            assertThat(e.getMessage()).startsWith("15 problems:\n  c.yaml:1:10 version: ");
            assertThat(String.valueOf(e.getMessage()).lines()).hasSize(16);
        });
        assertThatThrownBy(() -> Yaml.read(LEAST + "tool: {}\n"))
                .hasMessage("c.yaml:5:1 tool: is not a known key; did you mean tools?");
    }

    @Test
    void thereIsNoInvalidConfigurationWithoutAProblem() {
        assertThatThrownBy(() -> new ConfigException(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKeyThatIsNearNothingListsTheKeysThatExist() {
        assertThat(problems(LEAST + "limits: {xyzzy: 1}\n"))
                .containsExactly("c.yaml:5:10 limits.xyzzy: is not a known key; known keys: run, presentation_reserve,"
                        + " wrap_up, turn, call, first_token, idle, tool_rounds, tool_result, attachments, pace");
    }

    @ParameterizedTest
    @CsvSource({
        "maxNewAnswersPerAgent,max_new_answers_per_agent",
        "max-new-answers-per-agent,max_new_answers_per_agent",
        "START,start",
        "rejection,rejections",
        "voting_sensitvity,voting_sensitivity"
    })
    void aKeyIsRecognisedInTheSpellingsThatPeopleUse(String written, String meant) {
        assertThat(problems(LEAST + "coordination: {" + written + ": 1}\n"))
                .containsExactly(
                        "c.yaml:5:16 coordination." + written + ": is not a known key; did you mean " + meant + "?");
    }

    @Test
    void anEnumIsWrittenInLowerCaseWithDashes() {
        assertThat(((TestPlugins.Full) Yaml.backend("{type: full, flavour: beta, mode: very-slow}")).mode())
                .isEqualTo(TestPlugins.Mode.VERY_SLOW);
        assertThat(Yaml.backendProblems("{type: full, flavour: beta, mode: VERY_SLOW}"))
                .containsExactly("c.yaml:4:48 agents[0].backend.mode: must be one of fast, very-slow, not the text"
                        + " 'VERY_SLOW'; did you mean very-slow?");
    }

    @Test
    void whatIsMissingIsSaidAtTheThingThatLacksIt() {
        assertThat(problems("version: 1\nagents:\n  - id: a\n"))
                .containsExactly(
                        "c.yaml:3:5 agents[0].backend: is missing; add backend: The model provider and its settings.");
        assertThat(problems("version: 1\nagents:\n  - id: a\n    backend: {model: m}\n"))
                .containsExactly("c.yaml:4:5 agents[0].backend.type: is missing; add type, one of: full, plain");
        assertThat(problems("version: 1\nagents:\n"))
                .hasSize(1)
                .first()
                .asString()
                .contains("agents: must have 1 to 32");
    }

    @Test
    void aValueOfAnotherKindSaysWhatIsThere() {
        assertThat(problems("version: [1]\nagents: {a: b}\ntools: 5\nworkspace: x\nlimits: [a]\n"))
                .containsExactly(
                        "c.yaml:1:10 version: must be a whole number, not a list",
                        "c.yaml:2:9 agents: must be a list, not a mapping",
                        "c.yaml:3:8 tools: must be a mapping, not the number 5",
                        "c.yaml:4:12 workspace: must be a mapping, not the text 'x'",
                        "c.yaml:5:9 limits: must be a mapping, not a list");
    }

    @Test
    void aKeyWithoutAValueIsAnEmptySectionOrAMistake() {
        assertThat(problems(LEAST + "tools:\nlimits:\nsandbox:\n  docker:\n")).isEmpty();
        assertThat(problems(LEAST + "limits:\n  run:\n"))
                .containsExactly("c.yaml:6:7 limits.run: must be a duration such as 500ms, 60s, 5m or 1h, not nothing;"
                        + " give a value or remove the line");
    }

    @Test
    void listsAndMapsAreBounded() {
        String agents = "version: 1\nagents:\n" + "  - {id: a, backend: {type: plain, model: m}}\n".repeat(33);
        assertThat(problems(agents)).anyMatch(each -> each.contains("agents: must have 1 to 32 entries, not 33"));
        assertThat(Yaml.backendProblems("{type: full, flavour: beta, words: [a, b, c]}"))
                .containsExactly("c.yaml:4:42 agents[0].backend.words: must have at most 2 entries, not 3");
        assertThat(Yaml.backendProblems("{type: full, flavour: beta, counts: {a: 1, b: 2, c: 3}}"))
                .containsExactly("c.yaml:4:42 agents[0].backend.counts: must have at most 2 entries, not 3");
    }

    @Test
    void theNamesOfToolsAndVariablesHaveAForm() {
        assertThat(problems(LEAST + "tools:\n  Files: {image: x}\n  ok: {image: x, env: {\"a b\": c}}\n"))
                .containsExactly(
                        "c.yaml:6:3 tools: must be lower-case letters, digits and dashes, such as files, not the key 'Files'",
                        "c.yaml:7:24 tools.ok.env: must be a variable name such as LOG_LEVEL, not the key 'a b'");
    }

    @Test
    void aSandboxThatIsUsedAndNotInstalledIsSaidOnceWhereItIsNamed() {
        String tools = "tools:\n  one: {image: x, sandbox: podman}\n  two: {image: x, sandbox: podman}\n";
        assertThat(problems(LEAST + tools))
                .containsExactly(
                        "c.yaml:6:28 tools.one.sandbox: there is no sandbox 'podman' (installed: docker, host)");
    }

    @Test
    void aSandboxThatNobodyUsesNeedNotBeInstalled() {
        PluginRecords nothing = new TestPlugins(Map.of("plain", TestPlugins.Plain.class), Map.of());
        assertThat(new ConfigReader(nothing, Map.of())
                        .read("c.yaml", LEAST, Yaml.BASE)
                        .config()
                        .tools())
                .isEmpty();
        assertThatThrownBy(() -> new ConfigReader(nothing, Map.of())
                        .read("c.yaml", LEAST + "tools: {one: {image: x}}\n", Yaml.BASE))
                .hasMessageContaining("sandbox.engine: there is no sandbox 'docker'");
    }

    @Test
    void aSandboxWhoseNameIsNearAKeyIsStillASandbox() {
        PluginRecords plugins =
                new TestPlugins(Map.of("plain", TestPlugins.Plain.class), Map.of("engin", TestPlugins.Engine.class));
        MassGenConfig config = new ConfigReader(plugins, Map.of())
                .read("c.yaml", LEAST + "sandbox: {engine: engin, engin: {host: h}}\n", Yaml.BASE)
                .config();
        assertThat(Yaml.entry(config.sandbox().engines(), "engin").settings())
                .isEqualTo(new TestPlugins.Engine(Optional.of("h"), Duration.ofSeconds(20)));
    }

    @Test
    void settingsOfASandboxMayStandThereAlthoughNoToolUsesIt() {
        MassGenConfig config = Yaml.read(LEAST + "sandbox: {host: {path: /bin}}\n");
        assertThat(config.sandbox().engines()).containsOnlyKeys("host");
    }
}
