package ai.massgen.sandbox.docker;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A container's output that tells its end from the engine's: both close the connection between two frames. Only if the
 * engine still answers is it the container's.
 */
final class ProcessOutput extends InputStream {
    /** A process may close its output and live on; then no exit code comes, and this is how long one is waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final InputStream stdout;
    private final ExitWatch exit;

    ProcessOutput(InputStream stdout, ExitWatch exit) {
        this.stdout = stdout;
        this.exit = exit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = stdout.read(target, offset, length);
        if (count < 0) {
            requireEngine();
        }
        return count;
    }

    private void requireEngine() throws IOException {
        try {
            boolean ignored = exit.await(PATIENCE).isPresent();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the output is known all the same
        }
    }
}
