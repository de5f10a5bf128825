package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.ContainerLab.SOON;
import static ai.massgen.testkit.sandbox.ContainerLab.line;
import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a container is closed, it is gone, soon, and nothing of it is left. */
@Tag("engine")
@Timeout(180)
class CloseTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    private static void assertGone(SandboxProcess process) throws Exception {
        assertThat(ENGINE.raw().inspect(process.id()).isMissingNode()).isTrue();
    }

    private static Duration timed(Runnable action) {
        long before = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - before);
    }

    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("F5")
    void aProcessThatListensToNothingIsKilled(Oci oci) throws Exception {
        ENGINE.raw().requireRuntime(oci.runtime());
        SandboxProcess process =
                ENGINE.start(ENGINE.shell("trap '' TERM INT HUP; echo ready; while :; do sleep 1; done")
                        .policy(oci.policy().build()));
        assertThat(line(process)).isEqualTo("ready");
        process.terminate();
        assertThat(timed(process::close)).isLessThan(BOUND);
        assertGone(process);
        assertThat(process.awaitExit(Duration.ZERO))
                .hasValueSatisfying(status -> assertThat(status.code()).isEqualTo(137));
        process.close();
        process.terminate();
    }

    /** An engine waits for whoever reads the output before it removes a container (moby 41827). */
    @ParameterizedTest
    @ValueSource(strings = {"yes", "yes >&2"})
    @Row("A14")
    void aFloodThatNobodyReadsIsNoObstacle(String flood) throws Exception {
        SandboxProcess process = ENGINE.start(ENGINE.shell(flood));
        assertThat(process.awaitExit(Duration.ofMillis(300))).isEmpty();
        assertThat(timed(process::close)).isLessThan(BOUND);
        assertGone(process);
    }

    @Test
    void aReaderOfAFloodIsWokenByTheClose() throws Exception {
        SandboxProcess process = ENGINE.start(ENGINE.spec("yes"));
        CountDownLatch reading = new CountDownLatch(1);
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[8192];
            try {
                while (process.stdout().read(buffer) >= 0) {
                    reading.countDown();
                }
                failure.completeExceptionally(new AssertionError("it ended"));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
        process.close();
        assertThat(failure.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(IOException.class);
    }

    @Test
    @Row("F5")
    void manyMayCloseAtOnce() throws Exception {
        SandboxProcess process = ENGINE.start(ENGINE.spec("cat"));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(process::close));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertGone(process);
    }

    @Test
    @Row("F5")
    void anInterruptedThreadClosesAndStaysInterrupted() throws Exception {
        SandboxProcess process = ENGINE.start(ENGINE.spec("cat"));
        Thread.currentThread().interrupt();
        process.close();
        assertThat(Thread.interrupted()).isTrue();
        assertGone(process);
    }

    @Test
    void somebodyElseMayHaveRemovedIt() throws Exception {
        SandboxProcess process = ENGINE.start(ENGINE.spec("cat"));
        ENGINE.raw().remove(process.id());
        assertThat(timed(process::close)).isLessThan(BOUND);
        assertGone(process);
    }

    @Test
    void aProcessThatHasEndedIsRemovedByTheEngineItself() throws Exception {
        SandboxProcess process = ENGINE.start(ENGINE.shell("exit 4"));
        assertThat(process.awaitExit(SOON))
                .hasValueSatisfying(status -> assertThat(status.code()).isEqualTo(4));
        long end = System.nanoTime() + SOON.toNanos();
        JsonNode left = ENGINE.raw().inspect(process.id());
        while (!left.isMissingNode() && System.nanoTime() < end) {
            left = ENGINE.raw().inspect(process.id());
        }
        assertThat(left.isMissingNode()).isTrue();
        process.close();
        assertThat(process.awaitExit(Duration.ZERO))
                .hasValueSatisfying(status -> assertThat(status.code()).isEqualTo(4));
    }

    /** The moments of a start, in milliseconds from its beginning. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20, 40, 80, 120, 160, 200, 300, 500})
    @Row("F5")
    void anInterruptAtAnyMomentOfAStartLeavesNothing(int moment) throws Exception {
        ProcessSpec.Builder spec = ENGINE.spec("cat");
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread starter = Thread.ofVirtual().start(() -> {
            try (SandboxProcess process = ENGINE.start(spec)) {
                interrupted.complete(process.id().isEmpty());
            } catch (InterruptedException e) {
                interrupted.complete(true);
            } catch (RuntimeException e) {
                interrupted.completeExceptionally(e);
            }
        });
        starter.join(Duration.ofMillis(moment));
        long before = System.nanoTime();
        starter.interrupt();
        boolean wasInterrupted = interrupted.get(60, TimeUnit.SECONDS);
        if (wasInterrupted) {
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
        starter.join();
        awaitNoContainer();
    }

    /** After an interrupt the last of it may go on in the background. */
    private static void awaitNoContainer() throws Exception {
        long end = System.nanoTime() + SOON.toNanos();
        List<String> left = ENGINE.raw().containers(ENGINE.prefix());
        while (!left.isEmpty() && System.nanoTime() < end) {
            left = ENGINE.raw().containers(ENGINE.prefix());
        }
        assertThat(left).isEmpty();
    }

    @Test
    @Row("F5")
    void closingTheSandboxDuringStartsLeavesNothingOfThem(@TempDir Path folder) throws Exception {
        Sandbox sandbox = new DockerSandbox().open(RealEngine.config(), TestContext.in(folder));
        List<CompletableFuture<Throwable>> outcomes = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(4);
        for (int i = 0; i < 4; i++) {
            ProcessSpec spec = ENGINE.spec("cat").build();
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            outcomes.add(outcome);
            Thread.ofVirtual().start(() -> {
                begun.countDown();
                try {
                    sandbox.start(spec, bytes -> {});
                    outcome.complete(new AssertionError("started before the close"));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
        }
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(timed(sandbox::close)).isLessThan(Duration.ofSeconds(30));
        assertThat(ENGINE.raw().containers(ENGINE.prefix())).isEmpty();
        for (CompletableFuture<Throwable> outcome : outcomes) {
            assertThat(outcome.get(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            SandboxException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST));
        }
    }

    @Test
    void closingTheSandboxRemovesWhatRunsAndNothingStartsAfterwards(@TempDir Path folder) throws Exception {
        Sandbox sandbox = new DockerSandbox().open(RealEngine.config(), TestContext.in(folder));
        SandboxProcess first = sandbox.start(ENGINE.spec("cat").build(), bytes -> {});
        SandboxProcess second = sandbox.start(ENGINE.spec("cat").build(), bytes -> {});
        sandbox.close();
        sandbox.close();
        assertGone(first);
        assertGone(second);
        assertRefused(Kind.LOST, () -> sandbox.start(ENGINE.spec("cat").build(), bytes -> {}));
        assertRefused(Kind.LOST, sandbox::probe);
        assertRefused(Kind.LOST, () -> sandbox.sweep(candidate -> false));
    }

    @Test
    @Row("F13")
    void aHundredContainersLeaveNoContainerNoThreadAndNoFile(@TempDir Path folder) throws Exception {
        try (Sandbox sandbox = new DockerSandbox().open(RealEngine.config(), TestContext.in(folder))) {
            cycle(sandbox);
            long files = openFiles();
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                workers.add(Thread.ofVirtual().start(() -> {
                    for (int k = 0; k < 25; k++) {
                        cycle(sandbox);
                    }
                }));
            }
            for (Thread worker : workers) {
                worker.join();
            }
            assertThat(ENGINE.raw().containers(ENGINE.prefix())).isEmpty();
            assertThat(openFiles()).isLessThanOrEqualTo(files + 5);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThanOrEqualTo(threads + 5);
        }
    }

    private static void cycle(Sandbox sandbox) {
        try (SandboxProcess process = sandbox.start(ENGINE.spec("cat").build(), bytes -> {})) {
            process.stdin().write('x');
            assertThat(process.stdout().read()).isEqualTo('x');
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
