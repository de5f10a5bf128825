package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Housekeeping;
import ai.massgen.core.sandbox.ThisMachine;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that stand ready, on real engines. */
@Tag("engine")
@Timeout(180)
class WarmToolsTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** The server counts its calls in a file. */
    static final String TOOLS = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: small__look, arguments: {} }
                    - { answer: "{{last_tool_result}}" }
            tools:
              small:
                image: massgen/busybox
                pull: never
                scope: call
                warm: 1
                @@SERVER@@
            """.replace(
                    "@@SERVER@@", SmallServer.command("echo call >>/tmp/calls; text=\"call $(wc -l </tmp/calls)\""));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

    private static Map<String, String> environment(String engine) {
        return engine.equals("docker")
                ? Map.of("DOCKER_HOST", LocalDocker.host())
                : Map.of("CONTAINER_HOST", LocalPodman.host());
    }

    /** The containers of this program. */
    private static List<Housekeeping.Found> containers(String engine) throws InterruptedException {
        Providers providers = Providers.installed();
        ConfiguredSandbox<?> configured = ConfiguredSandbox.of(
                providers.sandbox(engine),
                new ConfigReader(providers, environment(engine))
                        .sandbox(engine, Map.of())
                        .settings());
        String owner = new ThisMachine().self().label();
        return new Housekeeping(InstantSource.system(), environment(engine))
                .sweep(configured, Housekeeping.Extent.NONE).stream()
                        .filter(found -> found.container().labels().containsValue(owner))
                        .toList();
    }

    private MassGen massgen(String engine) {
        return MassGen.builder()
                .workingDirectory(folder)
                .environment(environment(engine))
                .config(TOOLS + "sandbox: { engine: " + engine + " }\n", "test")
                .listener(record -> events.add(record.event()))
                .build();
    }

    private String ask(Session session) throws InterruptedException {
        RunResult result = session.ask("What is there?");
        assertThat(result).isInstanceOf(RunResult.Decided.class);
        return ((RunResult.Decided) result).answer();
    }

    private List<ToolServerStarted> started() {
        return events.stream()
                .filter(ToolServerStarted.class::isInstance)
                .map(ToolServerStarted.class::cast)
                .toList();
    }

    /** Asks until so many calls got a server that stood ready; gives all answers. */
    private List<String> askUntilWarm(Session session, int times) throws InterruptedException {
        List<String> answers = new ArrayList<>();
        long begin = System.nanoTime();
        while (started().stream().filter(ToolServerStarted::warm).count() < times) {
            assertThat(System.nanoTime() - begin).as("time waited").isLessThan(LONG.toNanos());
            answers.add(ask(session));
        }
        return answers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void aServerThatStoodReadyIsLockedInAsAnyAndHasServedNobody(String engine) throws InterruptedException {
        try (MassGen massgen = massgen(engine);
                Session session = massgen.session()) {
            List<String> answers = askUntilWarm(session, 3);

            assertThat(answers)
                    .as("the number of calls that each server has seen")
                    .allMatch(each -> each.contains("call 1"));
            assertThat(started()).extracting(ToolServerStarted::id).doesNotHaveDuplicates();
            List<ToolServerStarted> all = started();
            assertThat(controls(all.stream()
                            .filter(ToolServerStarted::warm)
                            .findFirst()
                            .orElseThrow()))
                    .isNotEmpty()
                    .isEqualTo(controls(all.getFirst()));
            assertThat(all.getFirst().warm())
                    .as("the first, which taught us what there is")
                    .isFalse();
        }
        assertThat(containers(engine)).as("after the end").isEmpty();
    }

    private static List<String> controls(ToolServerStarted server) {
        return server.evidence().stream()
                .map(each -> each.control() + " " + each.status() + " " + each.source() + " " + each.asked())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "podman"})
    void oneStandsReadyBetweenQuestionsAndNotMore(String engine) throws InterruptedException {
        try (MassGen massgen = massgen(engine);
                Session session = massgen.session()) {
            askUntilWarm(session, 1);
            long begin = System.nanoTime();
            while (containers(engine).size() != 1) {
                assertThat(System.nanoTime() - begin).as("time waited").isLessThan(LONG.toNanos());
            }
            String ready = containers(engine).getFirst().container().labels().toString();
            assertThat(ready).contains("warm-");
        }
        assertThat(events).noneMatch(event -> event.toString().contains(Evidence.Status.NOT_ENFORCED.name()));
        assertThat(containers(engine)).as("after the end").isEmpty();
    }
}
