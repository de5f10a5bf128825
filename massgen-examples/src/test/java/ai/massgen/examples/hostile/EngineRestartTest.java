package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.Tool;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.SessionEvent.ToolCallFinished;
import ai.massgen.core.event.SessionEvent.ToolServerFailed;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.examples.SmallServer;
import ai.massgen.examples.hostile.OwnDaemon.End;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine that goes away in the middle of a call, and comes back. */
@Tag("engine")
@Tag("hostile")
@Timeout(300)
class EngineRestartTest {
    /** The server keeps count of its calls in a file. It never answers the first. */
    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: small__look, arguments: {}, calls: [ { tool: harm, arguments: {} } ] }
                    - { say: "And now?", tool: small__look, arguments: {} }
                    - { answer: "{{last_tool_result}}" }
            tools:
              small:
                image: massgen/busybox
                pull: never
                mounts: [ { path: data, target: /data, access: read-write } ]
                timeouts: { call: 3m }
                @@SERVER@@
            """.replace(
                    "@@SERVER@@",
                    SmallServer.command(
                            "echo call >>/data/calls; [ \"$(wc -l </data/calls)\" -gt 1 ] || sleep 600; text=seen"));

    private static @Nullable OwnDaemon daemon;

    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeAll
    static void startDaemon() throws IOException, InterruptedException {
        daemon = OwnDaemon.start();
    }

    @AfterAll
    static void closeDaemon() throws IOException, InterruptedException {
        if (daemon != null) {
            daemon.close();
        }
    }

    @BeforeEach
    void makeFolder() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    private static OwnDaemon daemon() {
        if (daemon == null) {
            throw new IllegalStateException("not started");
        }
        return daemon;
    }

    private long calls() {
        try {
            Path file = folder.resolve("data/calls");
            return Files.exists(file) ? Files.readAllLines(file).size() : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happens to the engine, once, while the server works on a call. */
    interface Harm {
        void happen() throws IOException, InterruptedException;
    }

    /** Brings it about, at the agent's request. */
    final class Saboteur {
        private final Harm harm;
        private final AtomicBoolean happened = new AtomicBoolean();

        Saboteur(Harm harm) {
            this.harm = harm;
        }

        @Tool(value = "Waits until a call has reached the server and does harm to the engine.", seconds = 250)
        String harm() throws IOException, InterruptedException {
            OwnDaemon.await(() -> calls() > 0);
            if (happened.compareAndSet(false, true)) {
                harm.happen();
            }
            return "done";
        }
    }

    private MassGen massgen(Harm harm) {
        return MassGen.builder()
                .workingDirectory(folder)
                .environment(Map.of("DOCKER_HOST", daemon().host()))
                .config(CONFIG, "test")
                .toolsOf(new Saboteur(harm))
                .listener(this::keep)
                .build();
    }

    /** Asks once, in a session of its own; gives what came of the looks. */
    private List<ToolCallFinished> looks(MassGen massgen) throws InterruptedException {
        events.clear();
        try (Session session = massgen.session()) {
            assertThat(session.ask("What is there?")).isInstanceOf(RunResult.Decided.class);
        }
        List<ToolCallFinished> looks = all(ToolCallFinished.class).stream()
                .filter(call -> call.tool().equals("small__look"))
                .toList();
        assertThat(looks).hasSize(2);
        return looks;
    }

    private void keep(EventRecord record) {
        events.add(record.event());
    }

    private <E extends SessionEvent> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static void assertFailed(ToolCallFinished call, String why) {
        assertThat(call.error()).as(call.text()).isTrue();
        assertThat(call.text()).contains(why);
    }

    private static void assertSeen(ToolCallFinished call) {
        assertThat(call.error()).as(call.text()).isFalse();
        assertThat(call.text()).contains("seen");
    }

    private List<String> failures() {
        return all(ToolServerFailed.class).stream()
                .map(ToolServerFailed::code)
                .distinct()
                .toList();
    }

    @Test
    @Row("F6")
    void anEngineThatIsRestartedDuringACallFailsItAndTheNextIsAnswered(Observed observed) throws Exception {
        try (MassGen massgen = massgen(() -> {
            daemon().stop(End.POLITELY);
            daemon().startAgain();
        })) {
            List<ToolCallFinished> looks = looks(massgen);

            assertFailed(looks.getFirst(), "small");
            assertSeen(looks.getLast());
        }
        assertThat(failures()).containsExactly("mcp.closed");
        assertThat(all(ToolServerStarted.class))
                .extracting(ToolServerStarted::id)
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(calls())
                .as("calls that reached a server, none of them twice")
                .isEqualTo(2);
        assertThat(daemon().containersLeft()).isEmpty();
        observed.that("dockerd restarted: the call failed with mcp.closed, the next one was answered, nothing left");
    }

    @Test
    @Row("F6")
    void anEngineThatCrashesDuringACallIsSaidToBeUnavailableUntilItIsBack(Observed observed) throws Exception {
        try (MassGen massgen = massgen(() -> daemon().stop(End.CRASH))) {
            List<ToolCallFinished> without = looks(massgen);

            assertFailed(without.getFirst(), "its end is unknown");
            assertFailed(without.getLast(), "is not available");
            assertThat(failures()).containsExactly("mcp.closed", "sandbox.engine-unavailable");
            assertThat(calls()).isEqualTo(1);

            daemon().startAgain();

            looks(massgen).forEach(EngineRestartTest::assertSeen);
            assertThat(failures()).isEmpty();
            assertThat(all(ToolServerStarted.class)).hasSize(1);
            assertThat(calls()).isEqualTo(3);
        }
        assertThat(daemon().containersLeft()).isEmpty();
        observed.that(
                "dockerd killed: mcp.closed, then sandbox.engine-unavailable; the next session worked, nothing left");
    }

    /** Asks until a call got a server that stood ready. */
    private void askUntilWarm(Session session) {
        events.clear();
        OwnDaemon.await(() -> {
            try {
                RunResult ignored = session.ask("What is there?");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return all(ToolServerStarted.class).stream().anyMatch(ToolServerStarted::warm);
        });
    }

    @Test
    void whatStandsReadyIsReplacedAfterARestartOfTheEngine() throws Exception {
        String warm = CONFIG.replace("timeouts: { call: 3m }", "scope: call\n    warm: 1")
                .replace(", calls: [ { tool: harm, arguments: {} } ]", "")
                .replace("|| sleep 600", "|| true");
        try (MassGen massgen = MassGen.builder()
                        .workingDirectory(folder)
                        .environment(Map.of("DOCKER_HOST", daemon().host()))
                        .config(warm, "test")
                        .listener(this::keep)
                        .build();
                Session session = massgen.session()) {
            askUntilWarm(session);
            List<String> before = all(ToolServerStarted.class).stream()
                    .map(ToolServerStarted::id)
                    .toList();
            daemon().stop(End.POLITELY);
            daemon().startAgain();

            askUntilWarm(session);

            assertThat(all(ToolServerStarted.class))
                    .extracting(ToolServerStarted::id)
                    .doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(before);
            OwnDaemon.await(() -> daemon().containers().size() == 1);
        }
        assertThat(daemon().containersLeft()).isEmpty();
    }
}
