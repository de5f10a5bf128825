package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.core.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that stand ready: who gets them, when they are started, and what becomes of those that nobody gets. */
@Timeout(30)
class WarmServersTest {
    private static final Duration HALF_A_LIFE = Duration.ofMinutes(15);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void closeAll() {
        bench.close();
    }

    private static Bench.Options calls(int warm) {
        return new Bench.Options().scope(ToolConfig.Scope.CALL).warm(warm);
    }

    private static Bench.Options agents(int warm) {
        return new Bench.Options().warm(warm);
    }

    private Toolbox box(ToolServers servers) {
        return servers.forAgent(Bench.ADA, List.of("files"));
    }

    /** The servers of a run whose first model requests are on their way. */
    private ToolServers working(FakeEngine engine, Bench.Options options) throws InterruptedException {
        ToolServers servers = bench.servers(engine, options);
        bench.waits.take().run();
        return servers;
    }

    private static String look(Toolbox tools) throws InterruptedException {
        return tools.call(new ToolCall("c", "files__look", Json.EMPTY_OBJECT)).text();
    }

    /** What other threads are about to do. */
    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    private void awaitReady(int number) throws InterruptedException {
        await(() -> bench.pool.ready() == number);
    }

    private List<Boolean> warm() {
        return bench.all(SessionEvent.ToolServerStarted.class).stream()
                .map(SessionEvent.ToolServerStarted::warm)
                .toList();
    }

    @Test
    void eachCallGetsAServerThatStoodReadyAndNobodyGetsItAgain() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        ToolServers servers = working(engine, calls(1));
        Toolbox tools = box(servers);
        assertThat(tools.specs()).hasSize(1); // the first learns what there is
        awaitReady(1);

        assertThat(look(tools)).isEqualTo("answer of server 2");
        awaitReady(1);
        assertThat(look(tools)).isEqualTo("answer of server 3");
        awaitReady(1);

        assertThat(warm()).containsExactly(false, true, true);
        await(() -> engine.processes.get(1).closed && engine.processes.get(2).closed);
        assertThat(engine.started).hasSize(4);
    }

    @Test
    void withoutWarmNothingIsStartedAhead() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(bench.servers(engine, calls(0)));

        assertThat(look(tools)).isEqualTo("answer of server 2");

        assertThat(bench.waits).isEmpty();
        assertThat(warm()).containsExactly(false, false);
    }

    @Test
    void anAgentOfALaterRunGetsWhatStandsReadyAndKeepsIt() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        try (ToolServers first = working(engine, agents(1))) {
            assertThat(look(box(first))).isEqualTo("answer of server 1");
            awaitReady(1);
        }
        ToolServers second = working(engine, agents(1));
        Toolbox tools = box(second);

        assertThat(look(tools)).isEqualTo("answer of server 2");
        assertThat(look(tools)).isEqualTo("answer of server 2");
        assertThat(look(second.forAgent(Bench.BEN, List.of("files")))).isNotEqualTo("answer of server 2");
    }

    @Test
    void withAPinServersAreStartedAheadBeforeAnybodyCalls() throws InterruptedException {
        try (ToolServers first = bench.servers(Bench.honestEngine(), calls(0))) {
            assertThat(box(first).specs()).hasSize(1);
        }
        FakeEngine engine = Bench.honestEngine();
        ToolServers servers = bench.servers(engine, calls(2));
        assertThat(box(servers).specs()).hasSize(1);
        assertThat(engine.started).as("before the first model requests").isEmpty();

        bench.waits.take().run();

        awaitReady(2);
        assertThat(engine.started).hasSize(2);
    }

    @Test
    void nothingIsStartedAheadWhileAnotherRunHasNotSentItsFirstRequests() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(working(engine, calls(1)));
        assertThat(tools.specs()).hasSize(1);
        awaitReady(1);
        ToolServers other = bench.servers(engine, calls(1)); // begins, and is quiet yet

        assertThat(look(tools)).isEqualTo("answer of server 2");
        bench.pool.look();
        assertThat(engine.started).hasSize(2);

        bench.waits.take().run();
        awaitReady(1);
        other.close();
    }

    @Test
    void containersOfThePoolBelongToItAndCarryTheSameLabels() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(working(engine, calls(1)));
        assertThat(tools.specs()).hasSize(1);
        awaitReady(1);

        ProcessSpec fresh = engine.started.getFirst();
        ProcessSpec warm = engine.started.getLast();
        assertThat(warm.labels().keySet()).isEqualTo(fresh.labels().keySet());
        assertThat(warm.labels().get(SandboxLabels.OWNER))
                .isEqualTo(fresh.labels().get(SandboxLabels.OWNER));
        assertThat(warm.labels().get(SandboxLabels.RUN)).startsWith("warm-");
        assertThat(warm.name()).isNotEqualTo(fresh.name()).startsWith("massgen-warm-");
        assertThat(warm.policy()).isEqualTo(fresh.policy());
        assertThat(warm.environment()).isEqualTo(fresh.environment());
    }

    @Test
    void aServerThatEndedWhileItStoodReadyIsReplaced() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(working(engine, calls(1)));
        assertThat(tools.specs()).hasSize(1);
        awaitReady(1);

        engine.processes.getLast().die(1);
        await(() -> {
            bench.pool.look();
            return engine.started.size() == 3;
        });
        awaitReady(1);

        assertThat(look(tools)).isEqualTo("answer of server 3");
        assertThat(engine.processes.get(1).closed).isTrue();
    }

    @Test
    void aServerThatKeepsEndingIsNotStartedForAWhile() throws InterruptedException {
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            if (number > 1) {
                server.on("initialize", request -> server.closeOutput());
            }
        });
        ToolServers servers = working(engine, calls(1));
        assertThat(box(servers).specs()).hasSize(1);
        await(() -> {
            bench.pool.look();
            return engine.started.size() == 1 + CircuitBreaker.FAILURES && !bench.pool.isStarting();
        });
        bench.pool.look();
        assertThat(bench.pool.isStarting()).isFalse();

        bench.now.addAndGet(CircuitBreaker.FIRST_PAUSE.toNanos());
        bench.pool.look();

        await(() -> engine.started.size() == 2 + CircuitBreaker.FAILURES);
        assertThat(bench.all(SessionEvent.Note.class))
                .extracting(SessionEvent.Note::message)
                .anyMatch(text -> text.startsWith("A server of files could not be started ahead: "));
    }

    @Test
    void whatHasLivedForHalfOfItsLifetimeIsReplacedBeforeAnybodyGetsIt() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = box(working(engine, calls(1)));
        assertThat(tools.specs()).hasSize(1);
        awaitReady(1);

        bench.now.addAndGet(HALF_A_LIFE.toNanos() + 1);

        assertThat(look(tools)).startsWith("answer").isNotEqualTo("answer of server 2");
        await(() -> engine.processes.get(1).closed);
    }

    @Test
    void afterAWhileWithoutARunNothingStandsReadyAndTheNextRunFillsItAgain() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        try (ToolServers servers = working(engine, calls(1))) {
            assertThat(box(servers).specs()).hasSize(1);
            awaitReady(1);
            bench.now.addAndGet(WarmServers.IDLE.toNanos() + 1);
            bench.pool.look();
            assertThat(bench.pool.ready()).as("not while a run goes on").isEqualTo(1);
        }
        bench.pool.look();
        assertThat(bench.pool.ready()).as("the run has ended just now").isEqualTo(1);

        bench.now.addAndGet(WarmServers.IDLE.toNanos() + 1);
        bench.pool.look();

        assertThat(bench.pool.ready()).isZero();
        await(() -> engine.processes.get(1).closed);
        bench.pool.look();
        assertThat(bench.pool.isStarting()).isFalse();
        assertThat(box(working(engine, calls(1))).specs()).hasSize(1);
        awaitReady(1);
    }

    @Test
    void thePinIsCheckedWhenAServerIsTaken() throws InterruptedException {
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            if (number == 2) {
                server.on(
                        "tools/list",
                        request -> server.reply(
                                request, "{\"tools\":[" + Bench.tool("look", "Sends it elsewhere.") + "]}"));
            }
        });
        Toolbox tools = box(working(engine, calls(1)));
        assertThat(tools.specs()).hasSize(1);
        awaitReady(1);
        assertThat(bench.all(TrustEvent.ToolDefinitionChanged.class)).isEmpty();

        assertThat(look(tools)).contains("is described differently now than when it was trusted");

        assertThat(bench.all(TrustEvent.ToolDefinitionChanged.class)).hasSize(1);
        assertThat(warm()).containsExactly(false, true);
    }

    @Test
    void closingThePoolEndsWhatStandsReadyAndWhatIsStarting() throws InterruptedException {
        CountDownLatch second = new CountDownLatch(1);
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            if (number == 3) {
                server.on("initialize", request -> second.countDown()); // and never answers
            }
        });
        Toolbox tools = box(working(engine, calls(2)));
        assertThat(tools.specs()).hasSize(1);
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();

        bench.pool.close();
        bench.pool.close();

        assertThat(engine.processes).allMatch(process -> process.closed);
        assertThat(bench.pool.ready()).isZero();
        bench.pool.look();
        assertThat(engine.started).hasSize(3);
    }

    @Test
    void startsOfThePoolAndOfRunsTakeTurns() throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            if (number == 2) {
                begun.countDown();
                hold.await();
            }
        });
        bench.startsOfPool(1);
        ToolServers servers = working(engine, calls(1));
        Toolbox tools = box(servers);
        assertThat(tools.specs()).hasSize(1);
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        Task call = Task.start("call", () -> {
            try {
                assertThat(look(tools)).startsWith("answer");
            } catch (InterruptedException | SandboxException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(call.join(Duration.ofMillis(100))).isFalse();
        assertThat(engine.started).hasSize(2);
        hold.countDown();

        assertThat(call.join(Duration.ofSeconds(10))).isTrue();
    }
}
