package ai.massgen.core.command;

import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one shell command in a container that runs already, and stops it when it takes too long: not only the connection to
 * it is closed, its whole process group is killed inside the container. Used once, by one thread.
 */
public final class CommandRun {
    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
    private static final int BUFFER = 16 << 10;
    /** How long the rest of the output may take once a command was killed. */
    private static final Duration REST = Duration.ofSeconds(2);
    /** How long killing may take. */
    private static final Duration KILLING = Duration.ofSeconds(5);

    private final SandboxProcess container;
    private final Clip out;
    private final Clip err;
    private final MarkedStream stdout;
    private final MarkedStream stderr;
    private final String mark = UUID.randomUUID().toString().replace("-", "");
    private final CompletableFuture<Integer> group = new CompletableFuture<>();

    /**
     * Prepares a run.
     *
     * @param container where the command runs
     * @param room how many bytes of each stream are kept
     */
    public CommandRun(SandboxProcess container, int room) {
        this.container = container;
        this.out = new Clip(room);
        this.err = new Clip(room);
        this.stdout = new MarkedStream(mark, out);
        this.stderr = new MarkedStream(mark, err);
    }

    /**
     * Runs the command.
     *
     * @param command what a POSIX shell understands
     * @param folder where it starts; empty for where the container's first process did
     * @param limit how long it may take
     * @return how it ended
     * @throws SandboxException if it cannot be started, or its container was lost
     * @throws InterruptedException if the thread is interrupted; the command is killed then
     */
    public CommandResult run(String command, Optional<String> folder, Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        try (ExecProcess process = container.exec(ShellWords.run(command, mark, folder), stderr::accept)) {
            // it ends with the streams of the process, which closing it ends at the latest
            Task ignored = Task.start("massgen-command-" + mark, () -> read(process));
            boolean ended = endsWithin(limit.minusNanos(System.nanoTime() - begin));
            boolean stopped = ended || stop();
            OptionalInt code = ended ? exitCode(process) : OptionalInt.empty();
            return new CommandResult(
                    code, out.output(), err.output(), !ended, Duration.ofNanos(System.nanoTime() - begin), stopped);
        } catch (InterruptedException e) {
            Task ignored = Task.start("massgen-kill-" + mark, this::killQuietly);
            throw e;
        }
    }

    /**
     * Whether it was started far enough to be killed.
     *
     * @return whether its process id is known
     */
    public boolean begun() {
        return group.isDone() && !group.isCompletedExceptionally();
    }

    /**
     * How much it wrote.
     *
     * @return bytes of both streams
     */
    public long received() {
        return out.total() + err.total();
    }

    /**
     * Whether the shell around the command came to its end.
     *
     * @return false if it was killed
     */
    public boolean marked() {
        return stdout.ended().isDone() && stdout.ended().join().isPresent();
    }

    private void read(ExecProcess process) {
        try (InputStream in = process.stdout()) {
            String first = new String(in.readNBytes(ShellWords.PID_DIGITS), StandardCharsets.US_ASCII);
            if (first.length() == ShellWords.PID_DIGITS && first.chars().allMatch(Character::isDigit)) {
                group.complete(Integer.parseInt(first));
            } else {
                stdout.accept(first.getBytes(StandardCharsets.US_ASCII)); // an engine's own words
            }
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                stdout.accept(Arrays.copyOf(buffer, count));
            }
        } catch (IOException e) {
            LOG.debug("the output of a command ended: {}", e.getMessage());
        } finally {
            group.completeExceptionally(new IllegalStateException("no process id came"));
            stdout.end();
            stderr.end();
        }
    }

    private boolean endsWithin(Duration time) throws InterruptedException {
        try {
            CompletableFuture.allOf(stdout.ended(), stderr.ended())
                    .get(Math.max(1, time.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException e) {
            throw new IllegalStateException("streams do not fail", e);
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** The code at the mark; if there is no mark, the shell itself was killed. */
    private OptionalInt exitCode(ExecProcess process) throws InterruptedException {
        OptionalInt told = stdout.ended().join();
        if (told.isPresent()) {
            return told;
        }
        Optional<ExitStatus> exit = process.awaitExit(REST);
        return exit.isPresent() ? OptionalInt.of(exit.get().code()) : OptionalInt.empty();
    }

    private boolean stop() throws InterruptedException {
        boolean killed = kill();
        boolean ended = endsWithin(REST);
        LOG.debug("a command was killed: {}, its output ended: {}", killed, ended);
        return killed;
    }

    private void killQuietly() {
        try {
            LOG.debug("a command that nobody waits for was killed: {}", kill());
        } catch (SandboxException e) {
            LOG.debug("a command that nobody waits for could not be killed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the command's process group. Whether that worked. */
    private boolean kill() throws InterruptedException {
        try {
            int leader = group.get(REST.toNanos(), TimeUnit.NANOSECONDS);
            try (ExecProcess killer = container.exec(ShellWords.kill(leader), bytes -> {})) {
                return killer.awaitExit(KILLING)
                        .filter(exit -> exit.code() == 0)
                        .isPresent();
            }
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (SandboxException e) {
            LOG.debug("a command could not be killed: {}", e.getMessage());
            return false;
        }
    }
}
