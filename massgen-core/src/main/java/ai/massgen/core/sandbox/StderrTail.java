package ai.massgen.core.sandbox;

import ai.massgen.core.text.Visible;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Keeps the end of what a process writes to its standard error, in a ring of fixed size, so that a flood costs nothing.
 * Thread-safe; taking bytes never blocks for long.
 */
public final class StderrTail implements Consumer<byte[]> {
    private static final int SIZE = 64 << 10;
    private static final int SHOWN_LINES = 12;
    private static final int SHOWN_CHARACTERS = 1500;

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] ring = new byte[SIZE];
    private long written;

    @Override
    public void accept(byte[] bytes) {
        lock.lock();
        try {
            int from = Math.max(0, bytes.length - SIZE);
            written += from;
            while (from < bytes.length) {
                int at = (int) (written % SIZE);
                int count = Math.min(bytes.length - from, SIZE - at);
                System.arraycopy(bytes, from, ring, at, count);
                written += count;
                from += count;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * How much was written in all.
     *
     * @return a number of bytes
     */
    public long total() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is kept, as it was written.
     *
     * @return at most 64 KiB of text, not safe for a terminal
     */
    public String text() {
        lock.lock();
        try {
            int kept = (int) Math.min(written, SIZE);
            byte[] bytes = new byte[kept];
            int start = (int) ((written - kept) % SIZE);
            int first = Math.min(kept, SIZE - start);
            System.arraycopy(ring, start, bytes, 0, first);
            System.arraycopy(ring, 0, bytes, first, kept - first);
            return new String(bytes, StandardCharsets.UTF_8);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The last lines for a message. Each stands on a line of its own behind a bar, so that none can pass for a line of
     * the log, and nothing in them moves a cursor.
     *
     * @return the lines, escaped, each after a line feed; empty if nothing was written
     */
    public String lastLines() {
        List<String> lines = text().lines().filter(line -> !line.isBlank()).toList();
        StringBuilder shown = new StringBuilder();
        int from = Math.max(0, lines.size() - SHOWN_LINES);
        for (String line : lines.subList(from, lines.size())) {
            shown.append("\n  | ").append(Visible.line(line, SHOWN_CHARACTERS / SHOWN_LINES * 2));
        }
        return shown.toString();
    }
}
