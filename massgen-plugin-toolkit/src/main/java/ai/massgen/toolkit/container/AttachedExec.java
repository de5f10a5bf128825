package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A further program in a container, over a connection of its own. Engines offer no way to wait for the end of one, so they
 * are asked repeatedly, and only while somebody wants to know.
 */
public final class AttachedExec implements ExecProcess {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(200);

    private final AttachedStreams streams;
    private final Question question;
    private final InputStream stdout;

    /** Asks the engine about the program. */
    public interface Question {
        /**
         * Asks once.
         *
         * @return the exit code, empty if the program still runs
         * @throws SandboxException if the engine no longer knows
         * @throws InterruptedException if the thread is interrupted
         */
        Optional<Integer> ask() throws InterruptedException;
    }

    /**
     * Takes over a connection to a program that was started.
     *
     * @param streams its standard streams
     * @param question how its end is learnt
     */
    public AttachedExec(AttachedStreams streams, Question question) {
        this.streams = Objects.requireNonNull(streams, "streams");
        this.question = Objects.requireNonNull(question, "question");
        this.stdout = new ProcessOutput(streams, this::code);
    }

    @Override
    public OutputStream stdin() {
        return streams.stdin();
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException {
        try {
            return code(timeout).map(code -> new ExitStatus(code, false));
        } catch (IOException e) {
            throw new SandboxException(Kind.LOST, "how a program in a container ended is unknown", e);
        }
    }

    private Optional<Integer> code(Duration timeout) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        long pause = FIRST_PAUSE;
        try {
            while (true) {
                Optional<Integer> code = question.ask();
                long left = end - System.nanoTime();
                if (code.isPresent() || left <= 0) {
                    return code;
                }
                TimeUnit.NANOSECONDS.sleep(Math.min(pause, left));
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        } catch (SandboxException e) {
            throw new IOException("the engine no longer says how the program ended", e);
        }
    }

    @Override
    public void close() {
        try {
            streams.close();
        } catch (IOException e) {
            // the connection was lost before; nothing is left to close
        }
    }
}
