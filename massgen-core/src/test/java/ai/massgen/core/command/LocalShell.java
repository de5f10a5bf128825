package ai.massgen.core.command;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.task.Task;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs further programs as an engine does, each in a group of its own, but on this machine. */
final class LocalShell implements SandboxProcess {
    private volatile boolean gone;

    static boolean works() {
        return Files.isExecutable(Path.of("/usr/bin/setsid"));
    }

    static boolean runs(long pid) {
        try {
            String state = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !state.matches("(?s).*\\) [ZX] .*"); // dead, and perhaps nobody took notice
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether it has ended within some seconds: a process that was killed takes a moment to die. */
    static boolean ends(long pid) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (runs(pid) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return !runs(pid);
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Override
    public ExecProcess exec(ExecSpec spec, Consumer<? super byte[]> stderr) {
        if (gone) {
            throw new SandboxException(SandboxException.Kind.LOST, "it is gone");
        }
        List<String> command = new ArrayList<>(List.of("/usr/bin/setsid"));
        command.addAll(spec.command());
        try {
            Process process = new ProcessBuilder(command).start();
            Task errors = Task.startPlatform("errors", () -> pump(process.getErrorStream(), stderr));
            return new Running(process, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pump(InputStream in, Consumer<? super byte[]> out) {
        byte[] buffer = new byte[100];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.accept(Arrays.copyOf(buffer, count));
            }
        } catch (IOException e) {
            // closed: nobody reads any more
        }
    }

    /** An engine sends both streams over one connection: when the output ends, all errors have been there. */
    private static final class EndOfBoth extends FilterInputStream {
        private final Task errors;

        EndOfBoth(InputStream in, Task errors) {
            super(in);
            this.errors = errors;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            boolean ignored = count >= 0 || errors.await(Duration.ofSeconds(10));
            return count;
        }
    }

    private record Running(Process process, Task errors) implements ExecProcess {
        @Override
        public OutputStream stdin() {
            return process.getOutputStream();
        }

        @Override
        public InputStream stdout() {
            return new EndOfBoth(process.getInputStream(), errors);
        }

        @Override
        public Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(new ExitStatus(process.exitValue(), false))
                    : Optional.empty();
        }

        @Override
        public void close() {
            errors.interrupt();
        }
    }

    @Override
    public String id() {
        return "local";
    }

    @Override
    public OutputStream stdin() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream stdout() {
        return InputStream.nullInputStream();
    }

    @Override
    public List<Evidence> evidence() {
        return List.of();
    }

    @Override
    public Optional<ExitStatus> awaitExit(Duration timeout) {
        return gone ? Optional.of(new ExitStatus(0, false)) : Optional.empty();
    }

    @Override
    public void terminate() {
        gone = true;
    }

    @Override
    public void close() {
        gone = true;
    }
}
