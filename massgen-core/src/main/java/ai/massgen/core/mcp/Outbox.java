package ai.massgen.core.mcp;

import ai.massgen.core.task.Task;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages one after the other, on a thread that exists only while there is something to write. Nobody who sends
 * ever waits for the server to read: neither a deadline nor an interrupt of one caller can tear a message apart or close
 * the stream for all. Thread-safe.
 */
final class Outbox {
    /** Not a message, which is never empty, but the end of them. */
    private static final byte[] CLOSE = new byte[0];

    private final String name;
    private final OutputStream out;
    private final long limit;
    private final Consumer<IOException> broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private long queued;
    private boolean writing;
    private boolean finished;

    /**
     * Creates an outbox.
     *
     * @param name the name of its thread
     * @param out where to write, used and closed only by its thread
     * @param limit how many bytes may wait
     * @param broken told once if writing fails
     */
    Outbox(String name, OutputStream out, long limit, Consumer<IOException> broken) {
        this.name = name;
        this.out = out;
        this.limit = limit;
        this.broken = broken;
    }

    /**
     * Puts a message in the queue.
     *
     * @param line the message with its line feed
     * @return false if too much waits already; a message to a finished outbox is dropped silently
     */
    boolean send(byte[] line) {
        lock.lock();
        try {
            if (finished) {
                return true;
            }
            if (queued + line.length > limit) {
                return false;
            }
            queue.add(line);
            queued += line.length;
            wake();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Closes the stream after what waits has been written. Does not wait for that. */
    void finish() {
        lock.lock();
        try {
            if (!finished) {
                finished = true;
                queue.add(CLOSE);
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        if (!writing) {
            writing = true;
            Task.start(name, this::drain);
        }
    }

    private void drain() {
        try {
            for (byte[] line = next(); line != null; line = next()) {
                if (line.length == 0) {
                    out.close();
                } else {
                    out.write(line);
                    out.flush();
                }
            }
        } catch (IOException e) {
            abandon();
            broken.accept(e);
        }
    }

    private byte @Nullable [] next() {
        lock.lock();
        try {
            byte[] line = queue.poll();
            if (line == null) {
                writing = false;
            } else {
                queued -= line.length;
            }
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void abandon() {
        lock.lock();
        try {
            finished = true;
            queue.clear();
            queued = 0;
        } finally {
            lock.unlock();
        }
    }
}
