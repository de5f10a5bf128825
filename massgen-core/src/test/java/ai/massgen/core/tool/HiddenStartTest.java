package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpException;
import ai.massgen.core.protocol.Alias;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The start of a server whose tools are known is hidden behind the first model requests. */
@Timeout(30)
class HiddenStartTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    private final Semaphore started = new Semaphore(0);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void closeAll() {
        bench.close();
    }

    /** An engine that tells when it starts something. */
    private FakeEngine engine() {
        return new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            started.release();
        });
    }

    private void pin() throws InterruptedException {
        assertThat(box(engine(), Bench.ADA).specs()).hasSize(1);
        bench.waits.clear();
        started.drainPermits();
    }

    private Toolbox box(FakeEngine engine, Alias agent) {
        return bench.servers(engine).forAgent(agent, List.of("files"));
    }

    private static ToolCall look() {
        return new ToolCall("c", "files__look", Json.EMPTY_OBJECT);
    }

    private void happens(SessionEvent event) {
        bench.signal.on(new EventRecord(1, Instant.EPOCH, Bench.RUN, event));
    }

    private void awaitStart() throws InterruptedException {
        assertThat(started.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void withoutAPinTheServerIsStartedAtOnceAndAwaited() throws InterruptedException {
        FakeEngine engine = engine();

        assertThat(box(engine, Bench.ADA).specs()).hasSize(1);

        assertThat(engine.started).hasSize(1);
        assertThat(bench.waits).isEmpty();
    }

    @Test
    void withAPinTheToolsAreOfferedBeforeAnythingStarts() throws InterruptedException {
        pin();
        FakeEngine engine = engine();
        Toolbox tools = box(engine, Bench.ADA);

        assertThat(tools.specs()).extracting(ToolSpec::name).containsExactly("files__look");
        assertThat(tools.specs()).hasSize(1);

        assertThat(engine.started).isEmpty();
        assertThat(bench.waits).hasSize(1);
    }

    @Test
    void theServerStartsWhenTheModelsHaveBeenHeard() throws InterruptedException {
        pin();
        FakeEngine engine = engine();
        assertThat(box(engine, Bench.ADA).specs()).hasSize(1);

        happens(new SessionEvent.TextDelta("agent1", 1, "x"));
        happens(new SessionEvent.TextDelta("agent1", 1, "y"));
        assertThat(engine.started).isEmpty();
        happens(new SessionEvent.ModelCallFailed("agent2", 1, 1, "backend.timeout", "m", java.util.Optional.empty()));

        awaitStart();
        assertThat(engine.started).hasSize(1);
    }

    @Test
    void theServerStartsWhenItHasBeenHeldBackLongEnough() throws InterruptedException {
        pin();
        FakeEngine engine = engine();
        assertThat(box(engine, Bench.ADA).specs()).hasSize(1);

        bench.waits.take().run();

        awaitStart();
    }

    @Test
    void whoComesAfterTheSignalStartsAtOnce() throws InterruptedException {
        pin();
        FakeEngine engine = engine();
        ToolServers servers = bench.servers(engine);
        assertThat(servers.forAgent(Bench.ADA, List.of("files")).specs()).hasSize(1);
        bench.waits.take().run();
        awaitStart();

        assertThat(servers.forAgent(Bench.BEN, List.of("files")).specs()).hasSize(1);

        awaitStart();
        assertThat(bench.waits).isEmpty();
    }

    @Test
    void aCallDoesNotWaitForTheSignal() throws InterruptedException {
        pin();
        FakeEngine engine = engine();
        Toolbox tools = box(engine, Bench.ADA);
        assertThat(tools.specs()).hasSize(1);

        assertThat(tools.call(look()).text()).isEqualTo("answer of server 1");
        bench.waits.take().run();

        assertThat(engine.started).hasSize(1);
    }

    @Test
    void aServerThatDoesNotStartFailsItsAgentWhenThatIsKnown() throws InterruptedException {
        pin();
        Toolbox tools = box(new FakeEngine((server, stderr, number) -> server.closeOutput()), Bench.ADA);
        assertThat(tools.specs()).hasSize(1);

        assertThat(tools.call(look()).text()).startsWith("The call failed: tool server 'files'");
        assertThatThrownBy(tools::specs).isInstanceOf(McpException.class);
    }

    @Test
    void aSignalAfterTheEndStartsNothing() throws InterruptedException {
        pin();
        FakeEngine engine = engine();
        ToolServers servers = bench.servers(engine);
        assertThat(servers.forAgent(Bench.ADA, List.of("files")).specs()).hasSize(1);

        servers.close();
        bench.waits.take().run();

        assertThat(engine.started).isEmpty();
    }

    @Test
    void onlySoManyStartAtOnce() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        FakeEngine engine = new FakeEngine((server, stderr, number) -> {
            Bench.honest(server, number);
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            two.countDown();
            assertThat(two.await(10, TimeUnit.SECONDS)).isTrue();
            now.decrementAndGet();
            started.release();
        });
        Toolbox tools = bench.servers(
                        Map.of("a", engine, "b", engine, "c", engine, "d", engine, "e", engine),
                        new Bench.Options().startsAtOnce(2))
                .forAgent(Bench.ADA, List.of("a", "b", "c", "d", "e"));

        assertThat(tools.specs()).hasSize(5);

        assertThat(most).hasValue(2);
    }
}
