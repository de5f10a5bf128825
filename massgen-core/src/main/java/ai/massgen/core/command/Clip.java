package ai.massgen.core.command;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the beginning and the end of a stream that may be endless, half of the room each. Thread-safe; taking bytes never
 * blocks for long.
 */
final class Clip {
    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] head;
    private final byte[] tail;
    private long total;

    /** Makes room for so many bytes, at least 2. */
    Clip(int room) {
        this.head = new byte[room / 2];
        this.tail = new byte[room - room / 2];
    }

    void accept(byte[] bytes, int offset, int length) {
        lock.lock();
        try {
            int first = (int) Math.min(length, Math.max(0, head.length - total));
            System.arraycopy(bytes, offset, head, (int) Math.min(total, head.length), first);
            total += first;
            int skipped = Math.max(0, length - first - tail.length);
            total += skipped;
            for (int from = offset + first + skipped; from < offset + length; ) {
                int at = (int) ((total - head.length) % tail.length);
                int count = Math.min(offset + length - from, tail.length - at);
                System.arraycopy(bytes, from, tail, at, count);
                total += count;
                from += count;
            }
        } finally {
            lock.unlock();
        }
    }

    /** How much was taken in all. */
    long total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }

    /** What was kept, as text. */
    CommandOutput output() {
        lock.lock();
        try {
            int first = (int) Math.min(total, head.length);
            int last = (int) Math.min(total - first, tail.length);
            long cut = total - first - last;
            if (cut == 0) {
                byte[] all = new byte[first + last];
                System.arraycopy(head, 0, all, 0, first);
                System.arraycopy(tail, 0, all, first, last);
                return new CommandOutput(new String(all, StandardCharsets.UTF_8), 0);
            }
            int split = (int) ((total - head.length) % tail.length);
            byte[] end = new byte[tail.length];
            System.arraycopy(tail, split, end, 0, tail.length - split);
            System.arraycopy(tail, 0, end, tail.length - split, split);
            return whole(end, cut);
        } finally {
            lock.unlock();
        }
    }

    /** Both pieces without the halves of characters where they were cut. */
    private CommandOutput whole(byte[] end, long cut) {
        int upTo = head.length;
        while (upTo > 0 && head.length - upTo < 3 && isMiddle(head[upTo - 1])) {
            upTo--;
        }
        if (upTo > 0 && (head[upTo - 1] & 0xC0) == 0xC0) {
            upTo--; // the first byte of a character whose rest may be missing
        } else {
            upTo = head.length;
        }
        int from = 0;
        while (from < Math.min(3, end.length) && isMiddle(end[from])) {
            from++;
        }
        long left = cut + (head.length - upTo) + from;
        return new CommandOutput(
                new String(head, 0, upTo, StandardCharsets.UTF_8)
                        + "\n[cut: " + left + " bytes in the middle]\n"
                        + new String(end, from, end.length - from, StandardCharsets.UTF_8),
                left);
    }

    private static boolean isMiddle(byte value) {
        return (value & 0xC0) == 0x80;
    }
}
