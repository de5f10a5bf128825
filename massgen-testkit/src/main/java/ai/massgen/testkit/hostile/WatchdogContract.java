package ai.massgen.testkit.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.sandbox.ContainerLab;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a JVM ends, its containers go with it, and nobody else's. Real JVMs are killed. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
public abstract class WatchdogContract {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String OBEDIENT = "exec cat";
    private static final String DEAF = "trap '' TERM INT HUP; while :; do sleep 1; done";

    private final ContainerLab lab;
    private final Class<? extends SandboxOpening> opening;
    private final String guardLabel;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     * @param opening opens the same sandbox in another JVM
     * @param guardLabel the name of the label by which a watchdog finds containers
     */
    protected WatchdogContract(ContainerLab lab, Class<? extends SandboxOpening> opening, String guardLabel) {
        this.lab = lab;
        this.opening = opening;
        this.guardLabel = guardLabel;
    }

    private static void awaitEnd(ProcessHandle process) {
        long begin = System.nanoTime();
        while (process.isAlive()) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
            Thread.onSpinWait();
        }
    }

    /** A JVM with containers. */
    private final class Owner implements AutoCloseable {
        private final Process process;
        private final List<String> containers = new ArrayList<>();
        private final BufferedReader out;

        Owner(String name, String... commands) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    Victim.class.getName(),
                    opening.getName(),
                    folder.toString(),
                    lab.prefix() + name + "-"));
            command.addAll(List.of(commands));
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.to(new File("target/" + name + ".err")))
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
                if (line == null) {
                    throw new IOException("it ended; see target/" + name + ".err");
                }
                containers.add(line);
            }
        }

        /** The label by which its watchdog finds its containers. */
        Map<String, String> mark() throws IOException, InterruptedException {
            String mark = lab.account(containers.get(0)).orElseThrow().labels().get(guardLabel);
            return Map.of(guardLabel, Objects.requireNonNull(mark, guardLabel));
        }

        ProcessHandle watchdog() {
            return process.children()
                    .filter(child -> child.info()
                            .commandLine()
                            .filter(line -> line.contains("WatchdogMain"))
                            .isPresent())
                    .findFirst()
                    .orElseThrow();
        }

        /** SIGKILL; returns how long it takes until all is gone. */
        Duration kill() throws Exception {
            ProcessHandle watchdog = watchdog();
            process.destroyForcibly();
            long begin = System.nanoTime();
            for (String container : containers) {
                while (lab.account(container).isPresent()) {
                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
                }
            }
            Duration gone = Duration.ofNanos(System.nanoTime() - begin);
            awaitEnd(watchdog);
            return gone;
        }

        @Override
        public void close() throws IOException {
            process.getOutputStream().close();
            process.destroyForcibly();
        }
    }

    @Test
    @Row("F1")
    final void aServerThatReadsItsInputIsGone(Observed observed) throws Exception {
        try (Owner owner = new Owner("obedient", OBEDIENT)) {
            observed.that("gone " + owner.kill().toMillis() + " ms after SIGKILL");
        }
    }

    /** Ctrl-C and the loss of a terminal reach the watchdog too, and must not take it away. */
    @Test
    @Row("F2")
    final void serversThatListenToNothingAndOnesThatNeverStartedAreGone(Observed observed) throws Exception {
        try (Owner owner = new Owner("deaf", DEAF, DEAF, OBEDIENT)) {
            owner.containers.add(lab.create("never-started", ContainerLab.BUSYBOX, owner.mark()));
            for (String signal : List.of("INT", "TERM", "HUP")) {
                assertThat(new ProcessBuilder(
                                        "kill",
                                        "-" + signal,
                                        Long.toString(owner.watchdog().pid()))
                                .start()
                                .waitFor())
                        .isZero();
            }
            observed.that("three deaf or obedient servers and one that was never started gone "
                    + owner.kill().toMillis() + " ms after SIGKILL");
        }
    }

    /** An image may have a label with the id of somebody's container. */
    @Test
    @Row({"F3", "X4"})
    final void twoOwnersNeverTouchEachOther(Observed observed) throws Exception {
        try (Owner other = new Owner("other", DEAF)) {
            String forged = lab.derived("forged", "LABEL Id=" + other.containers.get(0));
            try (Owner owner = new Owner("owner", DEAF)) {
                owner.containers.add(lab.create("forged", forged, owner.mark()));
                Duration gone = owner.kill();
                observed.that("one owner's are gone after " + gone.toMillis() + " ms, the other's run");
            }
            assertThat(lab.account(other.containers.get(0)))
                    .hasValueSatisfying(account -> assertThat(account.running()).isTrue());
            other.kill();
        }
    }

    @Test
    final void whoEndsOrderlyLeavesNoWatchdog() throws Exception {
        try (Owner owner = new Owner("orderly", OBEDIENT)) {
            ProcessHandle watchdog = owner.watchdog();
            owner.process.getOutputStream().close();
            assertThat(owner.out.readLine()).isEqualTo("true");
            awaitEnd(watchdog);
            assertThat(lab.account(owner.containers.get(0))).isEmpty();
        }
    }

    @Test
    final void itsCommandLineAndEnvironmentTellNothing() throws Exception {
        try (Owner owner = new Owner("quiet", OBEDIENT)) {
            Path process = Path.of("/proc", Long.toString(owner.watchdog().pid()));
            assertThat(java.nio.file.Files.readAllBytes(process.resolve("environ")))
                    .isEmpty();
            assertThat(java.nio.file.Files.readSymbolicLink(process.resolve("cwd")))
                    .isEqualTo(Path.of("/"));
            owner.kill();
        }
    }
}
