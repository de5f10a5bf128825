package ai.massgen.toolkit.container;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * A container's output that tells its end from the engine's: both close the connection between two frames. Only if the
 * engine still answers is it the container's. When the process has ended, the engine would go on taking its input, until a
 * writer is stuck; so the connection is closed then.
 */
public final class ProcessOutput extends InputStream {
    /** A process may close its output and live on; then no exit code comes, and this is how long one is waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AttachedStreams streams;
    private final Exit exit;
    private boolean ended;

    /** How the end of a process is learnt. */
    public interface Exit {
        /**
         * Waits for the exit code.
         *
         * @param timeout how long to wait
         * @return the code, or empty if it is not there in time
         * @throws IOException if the engine has gone away without an answer
         * @throws InterruptedException if the thread is interrupted
         */
        Optional<Integer> await(Duration timeout) throws IOException, InterruptedException;
    }

    /**
     * Watches the output of a container.
     *
     * @param streams its streams
     * @param exit how its end is learnt
     */
    public ProcessOutput(AttachedStreams streams, Exit exit) {
        this.streams = streams;
        this.exit = exit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = ended ? -1 : streams.stdout().read(target, offset, length);
        if (count < 0 && !ended) {
            ended = true;
            atEnd();
        }
        return count;
    }

    private void atEnd() throws IOException {
        try {
            if (exit.await(PATIENCE).isPresent()) {
                streams.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the output is known all the same
        }
    }
}
