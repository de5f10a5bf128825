package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.massgen.testkit.engine.LocalDocker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A Docker daemon that a test may stop, as private as that of {@code scripts/engines}: a folder of its own, no bridge, no
 * firewall rules. Only root can have one.
 */
final class OwnDaemon {
    static final String IMAGE = "massgen/busybox:latest";
    private static final Duration LONG = Duration.ofSeconds(90);

    private final Path folder;
    private final List<String> more;
    private Process process;

    private OwnDaemon(Path folder, List<String> more) throws IOException {
        this.folder = folder;
        this.more = more;
        this.process = launch();
    }

    /** How it ends. */
    enum End {
        /** Asked to, it ends its containers first. */
        POLITELY("TERM"),
        /** Killed; its containers go on. */
        CRASH("KILL");

        private final String signal;

        End(String signal) {
            this.signal = signal;
        }
    }

    /** Starts one that has the image, or the test is skipped. */
    static OwnDaemon start(String... more) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can start a daemon");
        assumeTrue(isInstalled(), "there is no dockerd");
        String other = LocalDocker.host();
        OwnDaemon daemon = new OwnDaemon(Files.createTempDirectory(Path.of("/var/tmp"), "mg-"), List.of(more));
        try {
            daemon.startAgain();
            daemon.take(other);
            return daemon;
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            daemon.close();
            throw e;
        }
    }

    private static boolean isInstalled() {
        return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin")
                .anyMatch(place -> Files.isExecutable(Path.of(place, "dockerd")));
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "dockerd",
                "--config-file=" + Files.writeString(folder.resolve("config.json"), "{}"),
                "--data-root=" + folder.resolve("data"),
                "--exec-root=" + folder.resolve("exec"),
                "--pidfile=" + folder.resolve("pid"),
                "--host=" + host(),
                "--bridge=none",
                "--iptables=false",
                "--ip-forward=false",
                "--ip-masq=false",
                "--userland-proxy=false",
                "--exec-opt=native.cgroupdriver=cgroupfs"));
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    String host() {
        return "unix://" + folder.resolve("docker.sock");
    }

    /** Copies the image from another engine. */
    private void take(String other) throws IOException, InterruptedException {
        List<Process> copy = ProcessBuilder.startPipeline(List.of(
                new ProcessBuilder("docker", "-H", other, "save", IMAGE),
                new ProcessBuilder("docker", "-H", host(), "load").redirectOutput(ProcessBuilder.Redirect.DISCARD)));
        for (Process each : copy) {
            assertThat(each.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(each.exitValue()).as("copying the image").isZero();
        }
    }

    void stop(End end) throws IOException, InterruptedException {
        assertThat(run("kill", "-" + end.signal, String.valueOf(process.pid())).exitValue())
                .isZero();
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    /** One that was killed leaves its containerd for a moment, and the next daemon may give up meanwhile. */
    void startAgain() throws IOException {
        long begin = System.nanoTime();
        while (!isUp()) {
            assertThat(System.nanoTime() - begin).as("time waited").isLessThan(LONG.toNanos());
            if (!process.isAlive()) {
                Files.deleteIfExists(folder.resolve("pid"));
                process = launch();
            }
            Thread.onSpinWait();
        }
    }

    private boolean isUp() {
        return process.isAlive() && docker("version").isWell();
    }

    /** The ids of all containers. */
    List<String> containers() {
        return docker("ps", "-aq").lines();
    }

    /** The ids of all containers, once there are none, or after a while. */
    List<String> containersLeft() {
        long begin = System.nanoTime();
        List<String> left = containers();
        while (!left.isEmpty() && System.nanoTime() - begin < LONG.toNanos()) {
            Thread.onSpinWait();
            left = containers();
        }
        return left;
    }

    static void await(BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - begin).as("time waited").isLessThan(LONG.toNanos());
            Thread.onSpinWait();
        }
    }

    private record Outcome(int code, String out) {
        boolean isWell() {
            return code == 0;
        }

        List<String> lines() {
            assertThat(code).as(out).isZero();
            return out.lines().toList();
        }
    }

    private Outcome docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "-H", host()));
        command.addAll(List.of(arguments));
        try {
            Process docker =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String out = new String(docker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(docker.waitFor(), out);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Process run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process;
    }

    void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            docker("ps", "-aq").lines().forEach(id -> docker("rm", "-f", id).lines());
            stop(End.POLITELY);
        }
        unmount();
        assertThat(run("rm", "-rf", "--one-file-system", folder.toString()).exitValue())
                .isZero();
    }

    /** Each daemon mounts its data onto itself, and one that is killed leaves it so. */
    private void unmount() throws IOException, InterruptedException {
        String data = folder.resolve("data").toString();
        for (int i = 0; i < 10 && run("umount", "-R", "-l", data).exitValue() == 0; i++) {
            assertThat(Path.of(data)).isDirectory();
        }
    }
}
