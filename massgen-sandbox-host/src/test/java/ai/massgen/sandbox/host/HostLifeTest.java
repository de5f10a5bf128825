package ai.massgen.sandbox.host;

import static ai.massgen.sandbox.host.TestHost.line;
import static ai.massgen.sandbox.host.TestHost.read;
import static ai.massgen.sandbox.host.TestHost.shell;
import static ai.massgen.sandbox.host.TestHost.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostLifeTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private TestHost host;

    @BeforeEach
    void open() {
        host = new TestHost(folder);
    }

    @AfterEach
    void close() throws Exception {
        host.close();
        assertThat(host.scratchFolders()).isEmpty();
    }

    /** Whether a process has gone, or goes now. */
    private static boolean ends(long pid) throws Exception {
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        return process == null || !process.onExit().get(20, TimeUnit.SECONDS).isAlive();
    }

    @Test
    void whatIsWrittenComesBackAndClosingTheInputIsEndOfFile() throws Exception {
        byte[] message = new byte[1 << 20];
        new Random(5).nextBytes(message);
        try (SandboxProcess process = host.start(spec("cat"))) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try (var stdin = process.stdin()) {
                    stdin.write(message);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertThat(process.stdout().readAllBytes()).isEqualTo(message);
            writer.join();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    @Test
    void whatIsWrittenArrivesWithoutAFlush() throws Exception {
        try (SandboxProcess process = host.start(spec("cat"))) {
            process.stdin().write('a');
            process.stdin().write("b\n".getBytes(StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("ab");
        }
    }

    @Test
    void standardErrorIsSeparate() throws Exception {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        CountDownLatch heard = new CountDownLatch(1);
        try (SandboxProcess process =
                host.sandbox.start(shell("echo out; echo err >&2").build(), bytes -> {
                    stderr.writeBytes(bytes);
                    heard.countDown();
                })) {
            assertThat(read(process)).isEqualTo("out\n");
            assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(stderr.toString(StandardCharsets.UTF_8)).isEqualTo("err\n");
        }
    }

    @Test
    void aProcessWhoseOutputNobodyReadsWaitsAndLosesNothing() throws Exception {
        try (SandboxProcess process = host.start(shell("head -c 10000000 /dev/zero"))) {
            assertThat(process.awaitExit(Duration.ofMillis(300))).isEmpty();
            assertThat(process.stdout().readAllBytes()).hasSize(10_000_000);
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        }
    }

    @Test
    void anInterruptEndsOneReadAndLosesNothing() throws Exception {
        try (SandboxProcess process = host.start(spec("cat"))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            process.stdin().write("late\n".getBytes(StandardCharsets.UTF_8));
            assertThat(line(process)).isEqualTo("late");
        }
    }

    @Test
    void terminateEndsAFamilyThatListens() throws Exception {
        try (SandboxProcess process = host.start(shell("sleep 1000 & echo $!; wait"))) {
            long child = Long.parseLong(line(process));
            assertThat(process.awaitExit(Duration.ofMillis(50))).isEmpty();
            process.terminate();
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(143, false));
            assertThat(ends(child)).isTrue();
            process.terminate();
        }
    }

    @Test
    void closeKillsAFamilyThatDoesNotListen() throws Exception {
        SandboxProcess process = host.start(
                shell("trap '' TERM; (trap '' TERM; sleep 1000 & echo $!; wait) & sleep 1000 & echo $!; wait"));
        long first = Long.parseLong(line(process));
        long second = Long.parseLong(line(process));
        process.terminate();
        process.close();
        process.close();
        assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, false));
        assertThat(ends(first)).isTrue();
        assertThat(ends(second)).isTrue();
        assertThat(host.scratchFolders()).isEmpty();
    }

    @Test
    void closeKillsWhatAParentThatHasGoneLeftBehind() throws Exception {
        SandboxProcess process = host.start(shell("sleep 1000 >/dev/null & echo $!"));
        long orphan = Long.parseLong(line(process));
        assertThat(process.awaitExit(SOON)).contains(new ExitStatus(0, false));
        assertThat(ProcessHandle.of(orphan)).isPresent();
        process.close();
        assertThat(ends(orphan)).isTrue();
    }

    @Test
    void closingDuringAFloodEndsTheReaderToo() throws Exception {
        SandboxProcess process = host.start(spec("yes"));
        assertThat(process.stdout().read()).isEqualTo('y');
        long before = System.nanoTime();
        process.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThatThrownBy(() -> process.stdout().read()).isInstanceOf(IOException.class);
    }

    @Test
    void closeWakesAReaderThatWaits() throws Exception {
        SandboxProcess process = host.start(spec("cat"));
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                failure.completeExceptionally(
                        new AssertionError("read " + process.stdout().read()));
            } catch (IOException e) {
                failure.complete(e);
            }
        });
        while (reader.getState() != Thread.State.TIMED_WAITING && !failure.isDone()) {
            Thread.onSpinWait();
        }
        process.close();
        assertThat(failure.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void aLifetimeThatIsOverEndsTheProcessAndIsTold() throws Exception {
        try (SandboxProcess process = host.start(spec("sleep", "1000").lifetime(Duration.ofMillis(100)))) {
            assertThat(process.awaitExit(SOON)).contains(new ExitStatus(137, false));
            assertThat(host.warnings).singleElement().asString().contains("process test", "lifetime");
        }
    }

    @Test
    void closingOnAnInterruptedThreadWorksAndKeepsTheInterrupt() throws Exception {
        SandboxProcess process = host.start(spec("sleep", "1000"));
        Thread.currentThread().interrupt();
        process.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(process.awaitExit(Duration.ZERO)).contains(new ExitStatus(137, false));
    }

    @Test
    void anInterruptedThreadStartsNothing() throws Exception {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> host.start(spec("cat"))).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(host.scratchFolders()).isEmpty();
    }

    @Test
    void closingTheSandboxEndsEverythingAndNothingStartsAfterwards() throws Exception {
        SandboxProcess first = host.start(spec("sleep", "1000"));
        SandboxProcess second = host.start(spec("sleep", "1000"));
        host.close();
        assertThat(first.awaitExit(Duration.ZERO)).isPresent();
        assertThat(second.awaitExit(Duration.ZERO)).isPresent();
        assertThatThrownBy(() -> host.start(spec("cat")))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOST));
    }

    @Test
    void aHundredProcessesLeaveNoProcessNoThreadAndNoFolder() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (SandboxProcess process = host.start(spec("cat"))) {
                process.stdin().write('x');
                assertThat(process.stdout().read()).isEqualTo('x');
            }
        }
        assertThat(host.scratchFolders()).isEmpty();
        assertThat(ProcessHandle.current()
                        .children()
                        .filter(child -> child.info()
                                .command()
                                .filter(command -> command.endsWith("/cat"))
                                .isPresent()))
                .isEmpty();
        List<Thread> left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("massgen-host-"))
                .toList();
        for (Thread thread : left) {
            assertThat(thread.join(SOON)).as(thread.getName()).isTrue();
        }
    }
}
