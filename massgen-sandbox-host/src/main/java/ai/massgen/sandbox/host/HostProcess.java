package ai.massgen.sandbox.host;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.toolkit.io.BackgroundThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A plain child process. Its pipes are read on platform threads of their own, because a blocked read of a pipe would hold
 * on to the carrier of a virtual thread. What it started is killed with it, except for what has taken care to become
 * nobody's child.
 */
final class HostProcess implements SandboxProcess {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final Process process;
    private final Path scratch;
    private final List<Evidence> evidence;
    private final Consumer<HostProcess> gone;
    private final PumpedInput stdout;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    HostProcess(
            String name,
            Process process,
            Path scratch,
            List<Evidence> evidence,
            Consumer<? super byte[]> stderr,
            Consumer<HostProcess> gone) {
        this.process = process;
        this.scratch = scratch;
        this.evidence = List.copyOf(evidence);
        this.gone = gone;
        this.stdout = PumpedInput.of("massgen-host-stdout-" + name, process.getInputStream());
        BackgroundThread.platform("massgen-host-stderr-" + name, () -> pass(process.getErrorStream(), stderr));
    }

    private static void pass(InputStream source, Consumer<? super byte[]> target) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                target.accept(Arrays.copyOf(buffer, count));
            }
        } catch (IOException e) {
            // the process has ended, and its pipe with it
        }
    }

    @Override
    public String id() {
        return Long.toString(process.pid());
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public List<Evidence> evidence() {
        return evidence;
    }

    @Override
    public Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(new ExitStatus(process.exitValue(), false))
                : Optional.empty();
    }

    @Override
    public void terminate() {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        family.forEach(ProcessHandle::destroy);
    }

    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            BackgroundThread.virtual("massgen-host-close", this::killAndClean);
        }
        boolean interrupted = false;
        long end = System.nanoTime() + 2 * BOUND.toNanos();
        while (!closed.isDone() && System.nanoTime() - end < 0) {
            try {
                closed.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void killAndClean() {
        try {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            boolean ended = process.waitFor(BOUND.toNanos(), TimeUnit.NANOSECONDS);
            stdout.close();
            if (ended) {
                delete(scratch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException e) {
            // a folder in a private directory that is deleted as a whole later
        } finally {
            gone.accept(this);
            closed.complete(null);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
