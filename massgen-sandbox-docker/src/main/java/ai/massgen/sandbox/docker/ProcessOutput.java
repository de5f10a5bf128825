package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.AttachedStreams;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A container's output that tells its end from the engine's: both close the connection between two frames. Only if the
 * engine still answers is it the container's. When the process has ended, the engine would go on taking its input, until a
 * writer is stuck; so the connection is closed then.
 */
final class ProcessOutput extends InputStream {
    /** A process may close its output and live on; then no exit code comes, and this is how long one is waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final AttachedStreams streams;
    private final ExitWatch exit;
    private boolean ended;

    ProcessOutput(AttachedStreams streams, ExitWatch exit) {
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
