package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Secret;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A program gives maps, lists, values and records instead of YAML, and the same rules hold. */
class ObjectTreeTest {
    private static Map<String, Object> tree(Object backend) {
        return Map.of("version", 1, "agents", List.of(Map.of("id", "a", "backend", backend)));
    }

    private static LoadedConfig load(Map<String, ?> tree, Map<String, String> environment) {
        return new ConfigReader(TestPlugins.STANDARD, environment).read(tree, Yaml.BASE);
    }

    private static TestPlugins.Full full(Map<String, Object> settings) {
        Map<String, Object> backend = new LinkedHashMap<>(settings);
        backend.put("type", "full");
        backend.putIfAbsent("flavour", "alpha");
        return (TestPlugins.Full)
                load(tree(backend), Map.of()).config().agents().get(0).backend().settings();
    }

    private static List<String> problems(Map<String, ?> tree) {
        try {
            load(tree, Map.of());
            return List.of();
        } catch (ConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }

    @Test
    void javaValuesNeedNoSpelling() {
        TestPlugins.Full settings = full(Map.ofEntries(
                Map.entry("flag", false),
                Map.entry("whole", 4),
                Map.entry("large", new BigInteger("5000000000")),
                Map.entry("fraction", new BigDecimal("0.3")),
                Map.entry("mode", TestPlugins.Mode.FAST),
                Map.entry("base_url", URI.create("http://x/")),
                Map.entry("folder", Path.of("p")),
                Map.entry("patience", Duration.ofSeconds(2)),
                Map.entry("room", ByteSize.ofMebibytes(2)),
                Map.entry("key", Secret.of("sk-from-the-program")),
                Map.entry("extra", new Json("[1]")),
                Map.entry("shape", Map.of("k", Arrays.asList(1, 2L, 0.5, null, "t"))),
                Map.entry("colours", List.of("red")),
                Map.entry("limits", Map.of("l", List.of(new TestPlugins.Limit("n", 3)))),
                Map.entry("maybe", Optional.of(Map.of("depth", 1)))));
        assertThat(settings.mode()).isEqualTo(TestPlugins.Mode.FAST);
        assertThat(settings.large()).isEqualTo(5_000_000_000L);
        assertThat(settings.key()).contains(Secret.of("sk-from-the-program"));
        assertThat(settings.extra()).contains(new Json("[1]"));
        assertThat(settings.shape()).isEqualTo(new Json("{\"k\":[1,2,0.5,null,\"t\"]}"));
        assertThat(settings.limits().get("l")).containsExactly(new TestPlugins.Limit("n", 3));
        assertThat(settings.maybe().orElseThrow().depth()).contains(1);
        assertThat(settings.toString()).doesNotContain("sk-from-the-program");
    }

    @Test
    void theSpellingsOfYamlWorkToo() {
        TestPlugins.Full settings = full(Map.of("patience", "2s", "room", "1KiB", "mode", "fast"));
        assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.room()).isEqualTo(new ByteSize(1024));
    }

    @Test
    void anEmptyOptionalIsLeftOut() {
        assertThat(full(Map.of("whole", Optional.empty(), "maybe", Optional.empty()))
                        .whole())
                .isEqualTo(3);
    }

    @Test
    void problemsHaveAPathAndNoLine() {
        assertThat(problems(Map.of("version", "1", "agents", List.of(Map.of("id", "a", "backnd", 5)))))
                .containsExactlyInAnyOrder(
                        "configuration version: must be a whole number, not the text '1';"
                                + " write it without quotes and leading zeros",
                        "configuration agents[0].backnd: is not a known key; did you mean backend?",
                        "configuration agents[0].backend: is missing; add backend: The model provider and its settings.");
    }

    @Test
    void javaValuesHaveTheSameBounds() {
        assertThat(problems(tree(Map.of(
                        "type", "full", "flavour", "alpha", "patience", Duration.ofHours(1), "room", new ByteSize(1)))))
                .allMatch(each -> each.contains(", not a value of "))
                .anyMatch(each -> each.contains("patience: must be 1s to 5m"))
                .anyMatch(each -> each.contains("room: must be 1KiB to 1GiB"));
        assertThat(problems(tree(Map.of("type", "full", "flavour", "alpha", "base_url", URI.create("relative")))))
                .singleElement()
                .asString()
                .contains("must be a URI such as https://example.org");
    }

    @Test
    void aValueOfTheWrongTypeIsNamedAndASecretNotShown() {
        assertThat(problems(tree(Map.of("type", "plain", "model", Secret.of("sk-1234567")))))
                .containsExactly("configuration agents[0].backend.model: must be a text, not a secret");
        assertThat(problems(tree(Map.of("type", "plain", "model", new AtomicInteger()))))
                .anyMatch(each -> each.contains(
                        "is a java.util.concurrent.atomic.AtomicInteger, which a configuration" + " cannot hold"));
        assertThat(problems(tree(Map.of("type", "full", "flavour", "alpha", "fraction", Double.NaN))))
                .singleElement()
                .asString()
                .contains("must be a number, not the number NaN");
        assertThat(problems(tree(Map.of("type", "full", "flavour", "alpha", "extra", Map.of("p", Path.of("x"))))))
                .singleElement()
                .asString()
                .contains("extra.p: must be a value that JSON has");
    }

    @Test
    void aReferenceInAMapIsAVariableAndInARecordAText() {
        Map<String, String> environment = Map.of("NAME", "outside");
        TestPlugins.Full settings = (TestPlugins.Full) load(
                        tree(Map.of(
                                "type",
                                "full",
                                "flavour",
                                "alpha",
                                "words",
                                List.of("${NAME}"),
                                "limits",
                                Map.of("l", List.of(new TestPlugins.Limit("${NAME} ${", 1))))),
                        environment)
                .config()
                .agents()
                .get(0)
                .backend()
                .settings();
        assertThat(settings.words()).containsExactly("outside");
        assertThat(settings.limits().get("l")).containsExactly(new TestPlugins.Limit("${NAME} ${", 1));
    }

    private static final PaceConfig PACE = new PaceConfig(
            1, Duration.ZERO, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), 1, Duration.ZERO);

    /** The record of a plugin that trusts its annotations. */
    @Test
    void aRecordIsCheckedLikeAMapping() {
        assertThat(problems(Map.of(
                        "version",
                        1,
                        "agents",
                        List.of(Map.of("id", "a", "backend", Map.of("type", "plain", "model", "m"))),
                        "limits",
                        new LimitsConfig(
                                Duration.ofDays(9),
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                0,
                                ByteSize.ofMebibytes(1),
                                ByteSize.ofMebibytes(1),
                                PACE))))
                .containsExactlyInAnyOrder(
                        "configuration limits.run: must be 100ms to 24h, not a value of java.time.Duration",
                        "configuration limits.tool_rounds: must be 1 to 1000, not the number 0");
        Map<String, Object> twice = new LinkedHashMap<>(tree(Map.of("type", "plain", "model", "m")));
        twice.put("sandbox", Map.of("docker", new TestPlugins.Engine(Optional.of("h"), Duration.ofSeconds(3))));
        assertThat(Yaml.entry(load(twice, Map.of()).config().sandbox().engines(), "docker")
                        .settings())
                .isEqualTo(new TestPlugins.Engine(Optional.of("h"), Duration.ofSeconds(3)));
    }

    @Test
    void theRecordOfAnotherPluginDoesNotFit() {
        Map<String, Object> odd = new LinkedHashMap<>(tree(Map.of("type", "plain", "model", "m")));
        odd.put("sandbox", Map.of("docker", new TestPlugins.HostSettings(Optional.of("/bin"))));
        assertThat(problems(odd)).singleElement().asString().contains("sandbox.docker.path: is not a known key");
    }

    @Test
    void aStructureThatContainsItselfEnds() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        endless.add(endless);
        assertThat(problems(tree(Map.of("type", "full", "flavour", "alpha", "extra", endless))))
                .isNotEmpty()
                .anyMatch(each -> each.contains("does it contain itself?"));
        List<Object> single = new ArrayList<>();
        single.add(single);
        assertThat(problems(tree(Map.of("type", "full", "flavour", "alpha", "extra", single))))
                .singleElement()
                .asString()
                .contains("is nested too deeply");
    }

    @Test
    void settingsOfOneSandboxCanBeBoundAlone() {
        ConfigReader reader = new ConfigReader(TestPlugins.STANDARD, Map.of());
        assertThat(reader.sandbox("docker", Map.of("host", "unix:///x")))
                .isEqualTo(new PluginSettings(
                        "docker", new TestPlugins.Engine(Optional.of("unix:///x"), Duration.ofSeconds(20))));
        assertThatThrownBy(() -> reader.sandbox("docker", Map.of("hots", "x")))
                .hasMessageContaining("did you mean host?");
        assertThatThrownBy(() -> reader.sandbox("podman", Map.of())).hasMessageContaining("installed: docker, host");
    }
}
