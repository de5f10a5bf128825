package ai.massgen.sandbox.host;

import ai.massgen.toolkit.io.BackgroundThread;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A pipe read by a platform thread and handed over in chunks, so that a virtual thread can wait for it without holding on
 * to its carrier. Bounded: if nobody reads, the process waits. An interrupt ends one read with
 * {@link InterruptedIOException} and loses nothing. Once closed, every read fails, whatever is left.
 */
final class PumpedInput extends InputStream {
    private static final int CHUNKS = 16;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
    private byte[] current = END;
    private int position;
    private boolean ended;
    private volatile boolean closed;

    private PumpedInput() {}

    static PumpedInput of(String name, InputStream source) {
        PumpedInput input = new PumpedInput();
        BackgroundThread.platform(name, () -> input.pump(source));
        return input;
    }

    private void pump(InputStream source) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = source.read(buffer); count >= 0 && !closed; count = source.read(buffer)) {
                handOver(Arrays.copyOf(buffer, count));
            }
        } catch (IOException e) {
            // the JVM closes the pipe of a process that has ended: for the reader that is the end
        }
        handOver(END);
    }

    private void handOver(byte[] chunk) {
        boolean done = false;
        while (!done && !closed) {
            try {
                done = chunks.offer(chunk, 100, TimeUnit.MILLISECONDS); // wakes up to see that the reader is gone
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        requireOpen();
        if (position == current.length && !ended) {
            next();
        }
        if (ended) {
            return -1;
        }
        int count = Math.min(length, current.length - position);
        System.arraycopy(current, position, target, offset, count);
        position += count;
        return count;
    }

    private void next() throws IOException {
        try {
            byte[] chunk = chunks.poll();
            while (chunk == null) {
                requireOpen();
                chunk = chunks.poll(100, TimeUnit.MILLISECONDS);
            }
            current = chunk;
            position = 0;
            ended = chunk.length == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a process's output");
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the process was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
