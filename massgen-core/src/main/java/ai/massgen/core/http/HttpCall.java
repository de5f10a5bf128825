package ai.massgen.core.http;

import ai.massgen.core.http.HttpFailure.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply. One thread sends and reads, which blocks; any thread may close it, which wakes that one with
 * an {@link IOException}.
 */
public final class HttpCall implements AutoCloseable {
    private final HttpPeer peer;
    private final Dialer dialer;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Closeable open;
    private boolean closed;

    HttpCall(HttpPeer peer, Dialer dialer) {
        this.peer = peer;
        this.dialer = dialer;
    }

    /**
     * Sends a request and waits for the head of the reply. To be called once.
     *
     * @param ask the request
     * @param patience how long each read may wait, in milliseconds; 0 for as long as it takes
     * @return the reply, whose body is still to be read
     * @throws HttpFailure if there is no reply
     * @throws IOException if the exchange was closed meanwhile
     */
    public HttpReply send(HttpAsk ask, int patience) throws IOException {
        Optional<Wire> waiting = peer.waiting();
        Wire wire = waiting.isPresent() ? waiting.get() : dialer.dial(this::watch);
        boolean answered = false;
        try {
            watch(wire);
            wire.patience(patience);
            wire.write(ask.head(dialer.target()), ask.body());
            HttpHead head = HttpHead.read(wire.in());
            HttpReply reply = new HttpReply(this, wire, head, HttpBody.of(wire.in(), head));
            answered = true;
            return reply;
        } catch (HttpFailure e) {
            throw e;
        } catch (SocketTimeoutException e) {
            throw new HttpFailure(Kind.BROKEN, "did not answer within " + patience + " ms", e);
        } catch (IOException e) {
            throw new HttpFailure(Kind.BROKEN, "broke off (" + e.getMessage() + ")", e);
        } finally {
            if (!answered) {
                wire.close();
            }
        }
    }

    private void watch(Closeable what) {
        lock.lock();
        try {
            open = what;
            if (closed) {
                what.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }

    /** The connection has done its work here. */
    void release(Wire wire, boolean reusable) throws IOException {
        boolean mine;
        lock.lock();
        try {
            mine = !closed;
            open = null;
        } finally {
            lock.unlock();
        }
        if (mine && reusable) {
            peer.keep(wire);
        } else {
            wire.close();
        }
    }

    /**
     * Whether it was closed.
     *
     * @return true if nothing will come of it
     */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Drops the connection if it is still in use. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
