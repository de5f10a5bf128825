package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.task.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tools of the application are bounded like those of servers, and their failures are results. */
@Timeout(30)
class LocalToolsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    private final CountDownLatch interrupted = new CountDownLatch(1);

    @BeforeEach
    void open() {
        bench = new Bench(folder);
    }

    @AfterEach
    void closeAll() {
        bench.close();
    }

    private static LocalTool tool(LocalFunction function, Duration timeout, Alias... agents) {
        return new LocalTool(new ToolSpec("add", "Adds.", Json.EMPTY_OBJECT), timeout, Set.of(agents), false, function);
    }

    private static LocalTool tool(LocalFunction function) {
        return tool(function, Duration.ofSeconds(10));
    }

    private static LocalFunction.Answer answer(String text) {
        return new LocalFunction.Answer(text, Optional.empty());
    }

    private Toolbox box(LocalTool tool) {
        return bench.servers(Bench.honestEngine(), new Bench.Options().localTools(tool))
                .forAgent(Bench.ADA, List.of("files"));
    }

    private static ToolResult call(Toolbox tools) throws InterruptedException {
        return tools.call(new ToolCall("c1", "add", new Json("{\"a\":1}")));
    }

    /** Waits for an interrupt. */
    private LocalFunction.Answer waitForInterrupt() {
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("not interrupted");
        } catch (InterruptedException e) {
            interrupted.countDown();
            return answer("too late");
        }
    }

    private void awaitInterrupt() throws InterruptedException {
        assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theyStandBesideThoseOfServersAndAreCalledLikeThem() throws InterruptedException {
        Toolbox tools = box(tool(arguments -> answer("got " + arguments)));

        assertThat(tools.specs()).extracting(ToolSpec::name).containsExactly("files__look", "add");
        assertThat(tools.specs().getLast().description()).isEqualTo("Adds.");
        assertThat(call(tools)).isEqualTo(ToolResult.success("c1", "got {\"a\":1}"));
        assertThat(bench.all(SessionEvent.ToolCallFinished.class))
                .singleElement()
                .satisfies(event -> assertThat(event.tool()).isEqualTo("add"));
    }

    @Test
    void theyNeedNoServer() throws InterruptedException {
        FakeEngine engine = Bench.honestEngine();
        Toolbox tools = bench.servers(engine, new Bench.Options().localTools(tool(arguments -> answer("5"))))
                .forAgent(Bench.ADA, List.of());

        assertThat(call(tools).text()).isEqualTo("5");
        assertThat(engine.started).isEmpty();
    }

    @Test
    void theyMayBeForSomeAgentsOnly() throws InterruptedException {
        ToolServers servers = bench.servers(
                Bench.honestEngine(),
                new Bench.Options().localTools(tool(arguments -> answer("5"), Duration.ofSeconds(1), Bench.BEN)));

        assertThat(servers.forAgent(Bench.ADA, List.of()).specs()).isEmpty();
        assertThat(servers.forAgent(Bench.BEN, List.of()).specs()).hasSize(1);
    }

    @Test
    void whatTheyThrowIsAResult() throws InterruptedException {
        assertThat(call(box(tool(arguments -> {
                    throw new IOException("the disk is full");
                }))))
                .isEqualTo(ToolResult.failure("c1", "The call failed: the disk is full"));
        assertThat(call(box(tool(arguments -> {
                            throw new IllegalStateException();
                        })))
                        .text())
                .isEqualTo("The call failed: java.lang.IllegalStateException");
        assertThat(call(box(tool(arguments -> {
                            throw new StackOverflowError("too deep");
                        })))
                        .text())
                .isEqualTo("The call failed: too deep");
    }

    @Test
    void whoTakesTooLongIsInterruptedAndNotWaitedFor() throws InterruptedException {
        ToolResult result = call(box(tool(arguments -> waitForInterrupt(), Duration.ofMillis(50))));

        assertThat(result).isEqualTo(ToolResult.failure("c1", "The call failed: it took longer than 50 ms."));
        awaitInterrupt();
    }

    @Test
    void aCallThatIsCancelledIsInterrupted() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Toolbox tools = box(tool(arguments -> {
            running.countDown();
            return waitForInterrupt();
        }));
        Task agent = Task.start("agent", () -> {
            try {
                call(tools);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(agent.stop(Duration.ofSeconds(10))).isTrue();

        awaitInterrupt();
    }

    @Test
    void aLongResultIsCut() throws InterruptedException {
        assertThat(call(box(tool(arguments -> answer("x".repeat(5_000))))).text())
                .startsWith("xxx")
                .contains("[cut: the first 1024 of 5000 bytes");
        assertThat(call(box(tool(arguments -> {
                            throw new IOException("x".repeat(5_000));
                        })))
                        .text())
                .contains("[cut: the first 1024 of");
    }

    @Test
    void onlySoManyRunAtOnce() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch full = new CountDownLatch(CallGate.RUNNING);
        Toolbox tools = box(tool(
                arguments -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    full.countDown();
                    full.await();
                    now.decrementAndGet();
                    return answer("done");
                },
                Duration.ofSeconds(20)));
        List<ToolResult> results = Collections.synchronizedList(new ArrayList<>());
        List<Task> calls = IntStream.range(0, 2 * CallGate.RUNNING)
                .mapToObj(i -> Task.start("call", () -> {
                    try {
                        results.add(call(tools));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();

        for (Task each : calls) {
            assertThat(each.join(Duration.ofSeconds(20))).isTrue();
        }

        assertThat(results).hasSize(2 * CallGate.RUNNING).noneMatch(ToolResult::error);
        assertThat(most).hasValue(CallGate.RUNNING);
    }
}
