package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.Alarm;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A process that outlives this JVM and then removes the containers it left: however this JVM ends, the other one sees the
 * end of its input. It is a JVM of its own with a small heap, has nothing of this one's environment, ignores the
 * terminal's signals, and leaves by itself when nothing is left, after a minute at the latest. Thread-safe.
 */
public final class ContainerWatchdog implements AutoCloseable {
    private static final List<String> OPTIONS = List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xms2m",
            "-Xmx16m",
            "-XX:ReservedCodeCacheSize=4m",
            "-XX:-UsePerfData",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-Xlog:disable");

    private final Process process;

    private ContainerWatchdog(Process process) {
        this.process = process;
    }

    /**
     * Starts a watchdog and waits until it watches.
     *
     * @param engine where the engine listens
     * @param label what all containers to remove carry and no others, as {@code name=value}
     * @param patience how long to wait
     * @return the watchdog
     * @throws IOException if it cannot be started, or not in time
     */
    public static ContainerWatchdog arm(EngineEndpoint.UnixSocket engine, String label, Duration patience)
            throws IOException {
        Path folder = Files.createTempDirectory("massgen-watchdog-");
        try {
            copyProgram(folder);
            ContainerWatchdog watchdog = new ContainerWatchdog(start(folder, engine.path(), label));
            watchdog.awaitReady(patience);
            return watchdog;
        } finally {
            delete(folder); // a JVM keeps what it has loaded
        }
    }

    private static String file() {
        return WatchdogMain.class.getName().replace('.', '/') + ".class";
    }

    /** The jar may be replaced while this JVM runs. */
    private static void copyProgram(Path folder) throws IOException {
        Path copy = folder.resolve(file());
        Files.createDirectories(Objects.requireNonNull(copy.getParent(), "parent"));
        try (InputStream program = WatchdogMain.class.getResourceAsStream("WatchdogMain.class")) {
            Files.copy(Objects.requireNonNull(program, "the watchdog's class file"), copy);
        }
    }

    private static void delete(Path folder) throws IOException {
        Path inside = Path.of(file());
        for (int names = inside.getNameCount(); names > 0; names--) {
            Files.deleteIfExists(folder.resolve(inside.subpath(0, names)));
        }
        Files.delete(folder);
    }

    private static Process start(Path folder, Path socket, String label) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(OPTIONS);
        builder.command().addAll(List.of("-cp", folder.toString(), WatchdogMain.class.getName()));
        builder.command().addAll(List.of(socket.toString(), label));
        builder.environment().clear();
        builder.directory(new File("/"));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private void awaitReady(Duration patience) throws IOException {
        boolean ready = false;
        try (Alarm late = Alarm.after("massgen-watchdog-late", patience, process::destroyForcibly);
                InputStream said = process.getInputStream()) {
            ready = said.read() >= 0 && late.callOff();
        } finally {
            if (!ready) {
                process.destroyForcibly();
            }
        }
        if (!ready) {
            throw new IOException("the watchdog did not say within " + patience.toMillis() + " ms that it watches");
        }
    }

    /**
     * Whether it still watches.
     *
     * @return false if somebody has ended it
     */
    public boolean alive() {
        return process.isAlive();
    }

    /** Lets it do its work now, as if this JVM had ended. Does not wait. */
    public void release() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has gone
        }
    }

    /** Sends it away: there is nothing left to remove. Idempotent. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
