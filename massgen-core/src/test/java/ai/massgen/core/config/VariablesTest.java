package ai.massgen.core.config;

import static ai.massgen.core.config.Yaml.LEAST;
import static ai.massgen.core.config.Yaml.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Secret;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ${NAME}} stands for a whole value, and what variables hold stays out of every message. */
class VariablesTest {
    private static final String KEY = "sk-live-0123456789abcdef";
    private static final Map<String, String> KEYED = Map.of("KEY", KEY);

    private static TestPlugins.Full full(String settings, Map<String, String> environment) {
        return (TestPlugins.Full) Yaml.backend("{type: full, " + settings + "}", environment);
    }

    @Test
    void aVariableMayBeAValueOfAnyType() {
        Map<String, String> environment = Map.ofEntries(
                Map.entry("FLAVOUR", "gamma"),
                Map.entry("FLAG", "false"),
                Map.entry("WHOLE", "7"),
                Map.entry("FRACTION", "0.7"),
                Map.entry("MODE", "fast"),
                Map.entry("URL", "http://127.0.0.1:1/"),
                Map.entry("FOLDER", "/tmp/x"),
                Map.entry("PATIENCE", "2m"),
                Map.entry("ROOM", "2KiB"),
                Map.entry("KEY", KEY));
        TestPlugins.Full settings = full(
                "flavour: '${FLAVOUR}', flag: '${FLAG}', whole: '${WHOLE}', fraction: '${FRACTION}', mode: '${MODE}',"
                        + " base_url: '${URL}', folder: '${FOLDER}', patience: '${PATIENCE}', room: '${ROOM}',"
                        + " key: '${KEY}', extra: {token: '${KEY}', list: ['${WHOLE}']}",
                environment);
        assertThat(settings.flavour()).isEqualTo("gamma");
        assertThat(settings.flag()).isFalse();
        assertThat(settings.whole()).isEqualTo(7);
        assertThat(settings.fraction()).isEqualTo(0.7);
        assertThat(settings.mode()).isEqualTo(TestPlugins.Mode.FAST);
        assertThat(settings.baseUrl()).isEqualTo(URI.create("http://127.0.0.1:1/"));
        assertThat(settings.folder()).isEqualTo(Path.of("/tmp/x"));
        assertThat(settings.patience()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.room()).isEqualTo(new ByteSize(2048));
        assertThat(settings.key()).contains(Secret.of(KEY));
        assertThat(settings.extra()).contains(new Json("{\"token\":\"" + KEY + "\",\"list\":[\"7\"]}"));
    }

    @Test
    void theTypeOfABackendAndTheEngineMayBeVariables() {
        String yaml =
                "version: 1\nagents: [{id: a, backend: {type: \"${T}\", model: m}}]\nsandbox: {engine: \"${E}\"}\n";
        MassGenConfig config =
                Yaml.load(yaml, Map.of("T", "plain", "E", "host")).config();
        assertThat(config.agents().get(0).backend().type()).isEqualTo("plain");
        assertThat(config.sandbox().engines()).containsOnlyKeys("host");
    }

    @Test
    void aVariableThatIsMissingIsNamed() {
        assertThat(problems(LEAST.replace("model: m", "model: m, api_key: '${OPENAI_API_KEY}'")))
                .containsExactly("c.yaml:4:47 agents[0].backend.api_key: refers to the environment variable"
                        + " OPENAI_API_KEY, which is not set or blank; set OPENAI_API_KEY before you start");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankVariableIsAsGoodAsNone(String blank) {
        String yaml = LEAST.replace("model: m", "model: '${MODEL}'");
        assertThat(problems(yaml, Map.of("MODEL", blank)))
                .singleElement()
                .asString()
                .contains("not set or blank");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-${VERSION}",
                "${NAME}-mini",
                "${A}${B}",
                " ${NAME}",
                "${NAME:-default}",
                "${}",
                "${name with blanks}",
                "${1}",
                "${unclosed",
                "see $${A} and ${B}"
            })
    void aReferenceInsideALongerTextIsAProblemAndNoLiteral(String text) {
        assertThat(problems(LEAST.replace("model: m", "model: '" + text + "'"), Map.of("NAME", "x", "VERSION", "5")))
                .singleElement()
                .asString()
                .startsWith("c.yaml:4:35 agents[0].backend.model: contains '${")
                .endsWith("', but only a whole value can be a variable, written ${NAME};"
                        + " put the whole value into one variable; for a literal ${ write $${");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{type: plain, model: ${MODEL}}", "{type: plain, model: m, words: [${A}, b]}"})
    void betweenBracesAReferenceNeedsQuotesAndTheProblemSaysSo(String backend) {
        assertThat(Yaml.backendProblems(backend))
                .singleElement()
                .asString()
                .contains("is not valid YAML")
                .endsWith("; inside braces and brackets write \"${NAME}\", in quotes");
    }

    @Test
    void theProblemShowsTheReferenceAndNotTheTextAroundIt() {
        assertThat(problems(LEAST + "tools: {t: {image: x, env: {AUTH: \"Bearer sk-123 ${TOKEN} and more\"}}}\n"))
                .singleElement()
                .asString()
                .contains("contains '${TOKEN}', but")
                .doesNotContain("sk-123");
    }

    @Test
    void aDoubledDollarSignMakesItLiteral() {
        String yaml = LEAST + "tools: {t: {image: x, command: [sh, -c, 'echo $${HOME} $HOME $$ $(id) {x}']}}\n";
        assertThat(Yaml.entry(Yaml.read(yaml).tools(), "t").command())
                .containsExactly("sh", "-c", "echo ${HOME} $HOME $$ $(id) {x}");
        assertThat(Yaml.entry(
                                Yaml.read(LEAST + "tools: {t: {image: x, env: {A: '$${A}', B: '$$${B}'}}}\n")
                                        .tools(),
                                "t")
                        .env())
                .containsExactly(Map.entry("A", "${A}"), Map.entry("B", "$${B}"));
    }

    @Test
    void whatAVariableHoldsIsNotReadAgain() {
        String yaml = LEAST.replace("model: m", "model: '${OUTER}'");
        MassGenConfig config = Yaml.load(yaml, Map.of("OUTER", "${INNER} $${X}", "INNER", "no"))
                .config();
        assertThat(((TestPlugins.Plain) config.agents().get(0).backend().settings()).model())
                .isEqualTo("${INNER} $${X}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-literal-key", "'123456'", "123456", "true", "'$${KEY}'", "'sk-${KEY}'", "null", "''"})
    void aSecretMustNotStandInTheFileAndIsNotShown(String literal) {
        assertThat(problems(LEAST.replace("model: m", "model: m, api_key: " + literal), KEYED))
                .containsExactly("c.yaml:4:47 agents[0].backend.api_key: is a secret and must not stand here in clear;"
                        + " set an environment variable and write ${NAME_OF_THE_VARIABLE}");
    }

    @Test
    void aSecretIsNeverShownByWhatWasRead() {
        LoadedConfig loaded = Yaml.load(
                LEAST.replace("model: m", "model: m, api_key: '${KEY}'")
                        + "tools: {t: {image: x, secrets: {TOKEN: '${KEY}'}}}\n",
                KEYED);
        assertThat(Yaml.entry(Yaml.entry(loaded.config().tools(), "t").secrets(), "TOKEN")
                        .reveal())
                .isEqualTo(KEY);
        assertThat(loaded.config().toString()).contains("***").doesNotContain(KEY);
        assertThat(loaded.toString()).doesNotContain(KEY);
    }

    @Test
    void aValueOutOfAVariableIsNamedByTheVariableInProblems() {
        Map<String, String> environment = Map.of("V", "hunter2-not-for-you");
        List<String> problems = problems("""
                version: 1
                agents:
                  - {id: '${V}', backend: {type: plain, model: m}}
                  - {id: b, backend: {type: '${V}', model: m}, tools: ['${V}']}
                  - {id: c, backend: {type: full, flavour: '${V}', whole: '${V}', mode: '${V}', folder: '${V}', room: '${V}'}}
                limits: {run: '${V}'}
                sandbox: {engine: '${V}'}
                tools: {t: {image: x, mounts: [{path: x, target: '${V}'}]}}
                """, environment);
        assertThat(problems).hasSizeGreaterThanOrEqualTo(9).allMatch(each -> each.contains("${V}"));
        assertThat(problems).noneMatch(each -> each.contains("hunter2"));
    }

    /** Settings that break every rule: they quote a secret. */
    record Leaky(Secret token, String other) {
        Leaky {
            throw new IllegalArgumentException("token " + token.reveal() + " does not go with " + other);
        }
    }

    @Test
    void evenAPluginThatQuotesASecretIsRedactedTheLongestValueFirst() {
        ConfigReader reader = new ConfigReader(
                TestPlugins.backend("leaky", Leaky.class), Map.of("KEY", KEY, "LONGER", KEY + "-and-more"));
        assertThatThrownBy(() -> reader.read(
                        "c.yaml", Yaml.backendYaml("{type: leaky, token: '${KEY}', other: '${LONGER}'}"), Yaml.BASE))
                .hasMessage("c.yaml:4:5 agents[0].backend: cannot be used: token ${KEY} does not go with ${LONGER}")
                .satisfies(e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace.toString()).doesNotContain(KEY);
                });
    }

    @Test
    void laterProblemsAreRedactedAndOnOneLineToo() {
        LoadedConfig loaded = Yaml.load(LEAST.replace("model: m", "model: '${MODEL}'"), Map.of("MODEL", "super-model"));
        Problem problem = loaded.problem(
                ConfigPath.of("agents").index(0).key("backend").key("model"),
                "is super-model\n\u001b[31m",
                Optional.empty());
        assertThat(problem).hasToString("c.yaml:4:35 agents[0].backend.model: is ${MODEL}\\n\\e[31m");
    }
}
