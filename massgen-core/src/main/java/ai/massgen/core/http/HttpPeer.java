package ai.massgen.core.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One server, and the connections to it that wait for their next request. No redirect is followed: whoever gets the
 * headers that were meant for this server is decided here and not by the server. Thread-safe.
 */
public final class HttpPeer implements AutoCloseable {
    private static final int MOST_IDLE = 8;
    /** Less than the five seconds after which many servers hang up. */
    private static final long LONGEST_IDLE = 4_000_000_000L;
    /** Below this nobody looks whether the server has hung up meanwhile. */
    private static final long SURELY_FRESH = 20_000_000L;

    private final Dialer dialer;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Wire> idle = new ArrayDeque<>();
    private boolean closed;

    /**
     * Connects to nothing yet.
     *
     * @param dialer makes connections
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    public HttpPeer(Dialer dialer, LongSupplier nanoTime) {
        this.dialer = dialer;
        this.nanoTime = nanoTime;
    }

    /**
     * Where it is.
     *
     * @return the target
     */
    public HttpTarget target() {
        return dialer.target();
    }

    /**
     * Prepares an exchange.
     *
     * @return an exchange that can be closed by another thread at any time
     */
    public HttpCall call() {
        return new HttpCall(this, dialer);
    }

    /** A connection that waits, and on which the server has not hung up. */
    Optional<Wire> waiting() throws IOException {
        while (true) {
            Wire wire = poll();
            if (wire == null) {
                return Optional.empty();
            }
            long age = wire.idle(nanoTime.getAsLong());
            if (age < LONGEST_IDLE && (age < SURELY_FRESH || wire.isFresh())) {
                return Optional.of(wire);
            }
            wire.close();
        }
    }

    private @Nullable Wire poll() {
        lock.lock();
        try {
            return idle.pollLast();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps a connection for the next request. */
    void keep(Wire wire) throws IOException {
        wire.rest(nanoTime.getAsLong());
        boolean kept;
        lock.lock();
        try {
            kept = !closed && idle.size() < MOST_IDLE && idle.add(wire);
        } finally {
            lock.unlock();
        }
        if (!kept) {
            wire.close();
        }
    }

    /** Drops the connections that wait. Those in use end with their exchanges. */
    @Override
    public void close() {
        Deque<Wire> all;
        lock.lock();
        try {
            closed = true;
            all = new ArrayDeque<>(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        try {
            for (Wire wire : all) {
                wire.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
