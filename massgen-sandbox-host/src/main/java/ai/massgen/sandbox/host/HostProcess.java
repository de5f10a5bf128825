package ai.massgen.sandbox.host;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.toolkit.io.Alarm;
import ai.massgen.toolkit.io.BackgroundThread;
import java.io.FilterOutputStream;
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
 * on to the carrier of a virtual thread. Its {@link Family} ends with it, at the latest when its lifetime is over.
 */
final class HostProcess implements SandboxProcess {
    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final List<Evidence> NOTHING = Arrays.stream(Control.values())
            .map(control -> new Evidence(
                    control,
                    Evidence.Status.NOT_AVAILABLE,
                    Evidence.Source.RECORDED,
                    "as the policy says",
                    "isolation: none"))
            .toList();

    private final Process process;
    private final Family family;
    private final OutputStream stdin;
    private final Path scratch;
    private final Consumer<HostProcess> gone;
    private final PumpedInput stdout;
    private final Alarm lifetime;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    HostProcess(ProcessSpec spec, Process process, Path scratch, Ears ears) {
        this.process = process;
        this.family = new Family(process.toHandle());
        this.stdin = new Unbuffered(process.getOutputStream());
        this.scratch = scratch;
        this.gone = ears.gone();
        this.stdout = PumpedInput.of("massgen-host-stdout-" + spec.name(), process.getInputStream());
        BackgroundThread.platform(
                "massgen-host-stderr-" + spec.name(), () -> pass(process.getErrorStream(), ears.stderr()));
        this.lifetime = Alarm.after("massgen-host-lifetime-" + spec.name(), spec.lifetime(), () -> {
            ears.warnings()
                    .accept("process " + spec.name() + " was ended: its lifetime of "
                            + spec.lifetime().toSeconds() + " s is over");
            close();
        });
    }

    /**
     * Who hears what of a process.
     *
     * @param stderr what it writes to its standard error
     * @param warnings what the user has to know
     * @param gone that it is gone
     */
    record Ears(Consumer<? super byte[]> stderr, Consumer<String> warnings, Consumer<HostProcess> gone) {}

    /** The JVM holds back what is written to a process until somebody flushes. */
    private static final class Unbuffered extends FilterOutputStream {
        Unbuffered(OutputStream buffered) {
            super(buffered);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            out.flush();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            out.flush();
        }
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
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public List<Evidence> evidence() {
        return NOTHING;
    }

    @Override
    public Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException {
        return process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(new ExitStatus(process.exitValue(), false))
                : Optional.empty();
    }

    @Override
    public void terminate() {
        family.terminate();
    }

    /** Starts to end it and does not wait for it. */
    void begin() {
        if (closing.compareAndSet(false, true)) {
            BackgroundThread.virtual("massgen-host-close", this::killAndClean);
        }
    }

    @Override
    public void close() {
        begin();
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
            lifetime.callOff();
            stdout.close();
            family.kill();
            boolean ended = process.waitFor(BOUND.toNanos(), TimeUnit.NANOSECONDS);
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
