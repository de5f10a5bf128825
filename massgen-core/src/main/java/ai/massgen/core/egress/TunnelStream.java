package ai.massgen.core.egress;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * One connection that somebody in the container has made. What it has sent waits here, never more than the credit that it
 * was given. One thread may read, another may write; {@link #close} comes from any thread and wakes both.
 */
final class TunnelStream extends InputStream {
    private static final long FOR_EVER = TimeUnit.DAYS.toNanos(1);

    private final Tunnel tunnel;
    private final int id;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int offset;
    /** How many bytes the other side may still send. */
    private int granted = Frame.WINDOW;
    /** How many bytes were taken from what is waiting, without credit for them. */
    private int taken;
    /** How many bytes may be sent to the other side. */
    private int credit = Frame.WINDOW;

    private Runnable whenOver = () -> {};
    private boolean ended;
    private boolean aborted;
    private long limit;

    TunnelStream(Tunnel tunnel, int id) {
        this.tunnel = tunnel;
        this.id = id;
    }

    int id() {
        return id;
    }

    void received(byte[] bytes) throws IOException {
        lock.lock();
        try {
            if (bytes.length > granted || ended || bytes.length == 0) {
                throw new IOException("it sent more than it may");
            }
            granted -= bytes.length;
            if (!aborted) {
                waiting.add(bytes);
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    void receivedEnd() throws IOException {
        lock.lock();
        try {
            if (ended) {
                throw new IOException("it ended a stream twice");
            }
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void credited(int bytes) throws IOException {
        lock.lock();
        try {
            if (credit + bytes > Frame.WINDOW) {
                throw new IOException("it gave more credit than there is");
            }
            credit += bytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the stream here, without telling the other side. */
    void abort() {
        Runnable action;
        lock.lock();
        try {
            aborted = true;
            waiting.clear();
            changed.signalAll();
            action = whenOver;
        } finally {
            lock.unlock();
        }
        action.run();
    }

    /** Runs something when the stream is over, at once if it is; it must not block. */
    void whenOver(Runnable action) {
        boolean over;
        lock.lock();
        try {
            whenOver = action;
            over = aborted;
        } finally {
            lock.unlock();
        }
        if (over) {
            action.run();
        }
    }

    /** From now on, reads fail when a moment has come; 0 for never. */
    void readUntil(long nanoTime) {
        lock.lock();
        try {
            limit = nanoTime;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        int refund;
        lock.lock();
        try {
            await(() -> !waiting.isEmpty() || ended, limit);
            byte[] first = waiting.peek();
            if (first == null) {
                return -1;
            }
            count = Math.min(length, first.length - offset);
            System.arraycopy(first, offset, target, from, count);
            offset += count;
            if (offset == first.length) {
                waiting.remove();
                offset = 0;
            }
            refund = refund(count);
        } finally {
            lock.unlock();
        }
        if (refund > 0) {
            tunnel.send(Frame.credit(id, refund));
        }
        return count;
    }

    /** Credit is given in large pieces, to save frames. */
    private int refund(int count) {
        taken += count;
        if (taken < Frame.WINDOW / 4 || ended) {
            return 0;
        }
        int refund = taken;
        granted += refund;
        taken = 0;
        return refund;
    }

    /** Sends bytes, waiting for credit. */
    void write(byte[] source, int from, int length) throws IOException {
        int next = from;
        while (next < from + length) {
            int count = reserve(from + length - next);
            byte[] part = new byte[count];
            System.arraycopy(source, next, part, 0, count);
            tunnel.send(new Frame(Frame.DATA, id, part));
            next += count;
        }
    }

    private int reserve(int wanted) throws IOException {
        lock.lock();
        try {
            await(() -> credit > 0, 0);
            int count = Math.min(Math.min(wanted, credit), Frame.LONGEST);
            credit -= count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** Says that no more bytes will follow. */
    void end() throws IOException {
        tunnel.send(Frame.of(Frame.END, id));
    }

    private void await(BooleanSupplier condition, long until) throws IOException {
        try {
            while (!condition.getAsBoolean() && !aborted) {
                long left = until == 0 ? FOR_EVER : until - System.nanoTime();
                if (left <= 0) {
                    throw new IOException("nothing came in time");
                }
                boolean ignored = changed.await(left, TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (aborted) {
            throw new IOException("the stream is over");
        }
    }

    @Override
    public void close() {
        tunnel.close(this);
    }
}
