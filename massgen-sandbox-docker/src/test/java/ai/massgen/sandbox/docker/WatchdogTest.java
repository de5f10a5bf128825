package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** However a JVM ends, its containers go with it, and nobody else's. Real JVMs are killed. */
@Tag("engine")
@Tag("hostile")
@Timeout(120)
class WatchdogTest {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final String OBEDIENT = "exec cat";
    private static final String DEAF = "trap '' TERM INT HUP; while :; do sleep 1; done";

    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    @TempDir
    Path folder;

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
                    folder.toString(),
                    ENGINE.prefix() + name + "-"));
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
                while (!ENGINE.raw().inspect(container).isMissingNode()) {
                    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(BOUND);
                }
            }
            Duration gone = Duration.ofNanos(System.nanoTime() - begin);
            watchdog.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
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
    void aServerThatReadsItsInputIsGone(Observed observed) throws Exception {
        try (Owner owner = new Owner("obedient", OBEDIENT)) {
            observed.that("gone " + owner.kill().toMillis() + " ms after SIGKILL");
        }
    }

    /** Ctrl-C and the loss of a terminal reach the watchdog too, and must not take it away. */
    @Test
    @Row("F2")
    void serversThatListenToNothingAndOnesThatNeverStartedAreGone(Observed observed) throws Exception {
        try (Owner owner = new Owner("deaf", DEAF, DEAF, OBEDIENT)) {
            String mark = ENGINE.raw()
                    .inspect(owner.containers.get(0))
                    .at("/Config/Labels")
                    .path(ContainerPlan.GUARD_LABEL)
                    .asText();
            owner.containers.add(ENGINE.raw()
                    .create(
                            ENGINE.prefix() + "never-started",
                            "{\"Image\":\"" + RealEngine.BUSYBOX + "\",\"Labels\":{\"" + ContainerPlan.GUARD_LABEL
                                    + "\":\"" + mark + "\"}}"));
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
    void twoOwnersNeverTouchEachOther(Observed observed) throws Exception {
        try (Owner other = new Owner("other", DEAF)) {
            String forged = ENGINE.images().derived("forged", "LABEL Id=" + other.containers.get(0));
            try (Owner owner = new Owner("owner", DEAF)) {
                String mark = ENGINE.raw()
                        .inspect(owner.containers.get(0))
                        .at("/Config/Labels")
                        .path(ContainerPlan.GUARD_LABEL)
                        .asText();
                owner.containers.add(ENGINE.raw()
                        .create(
                                ENGINE.prefix() + "forged",
                                "{\"Image\":\"" + forged + "\",\"Labels\":{\"" + ContainerPlan.GUARD_LABEL + "\":\""
                                        + mark + "\"}}"));
                Duration gone = owner.kill();
                observed.that("one owner's are gone after " + gone.toMillis() + " ms, the other's run");
            }
            assertThat(ENGINE.raw()
                            .inspect(other.containers.get(0))
                            .at("/State/Running")
                            .asBoolean())
                    .isTrue();
            other.kill();
        }
    }

    @Test
    void whoEndsOrderlyLeavesNoWatchdog() throws Exception {
        try (Owner owner = new Owner("orderly", OBEDIENT)) {
            ProcessHandle watchdog = owner.watchdog();
            owner.process.getOutputStream().close();
            assertThat(owner.out.readLine()).isEqualTo("true");
            watchdog.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(ENGINE.raw().inspect(owner.containers.get(0)).isMissingNode())
                    .isTrue();
        }
    }

    @Test
    void itsCommandLineAndEnvironmentTellNothing() throws Exception {
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
