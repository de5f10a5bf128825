package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpAsk;
import ai.massgen.core.http.HttpCall;
import ai.massgen.core.http.HttpFailure;
import ai.massgen.core.http.HttpPeer;
import ai.massgen.core.http.HttpReply;
import ai.massgen.core.mcp.McpException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Work that talks with the server over one connection at a time: a message and its answer, or the stream that a server
 * speaks up on. One thread runs it, any may close it.
 */
abstract class HttpExchange implements AutoCloseable {
    /** What all exchanges with one server share. */
    record Site(HttpPeer peer, HttpAccess access, HttpSession session, Transport.Receiver receiver, int limit) {}

    private final Site site;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<@Nullable HttpCall> current = new AtomicReference<>();

    HttpExchange(Site site) {
        this.site = site;
    }

    abstract void run() throws IOException, InterruptedException;

    Site site() {
        return site;
    }

    boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** What is done with a reply. */
    interface Reading {
        void read(HttpReply reply) throws IOException, InterruptedException;
    }

    /** Sends a request and hands over the reply, unless this is closed. */
    void exchange(HttpAsk ask, int patience, Reading reading) throws IOException, InterruptedException {
        try (HttpCall call = site.peer().call()) {
            current.set(call);
            if (isClosed()) {
                return;
            }
            try (HttpReply reply = call.send(ask, patience)) {
                reading.read(reply);
            }
        }
    }

    /** Waits; false if this was closed meanwhile. */
    boolean pause(Duration time) throws InterruptedException {
        return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The session is over, whoever hears it first. */
    void refused(HttpRefusal refusal) {
        if (refusal.kind() == Kind.SESSION_ENDED) {
            site.receiver().lost(refusal.kind(), refusal.what());
        }
    }

    /** What a failure means for a call. */
    static Kind kind(IOException failure) {
        return failure instanceof HttpFailure known
                ? switch (known.kind()) {
                    case REFUSED_ADDRESS -> Kind.REFUSED_ADDRESS;
                    case UNREACHABLE -> Kind.UNREACHABLE;
                    case BROKEN -> Kind.CLOSED;
                }
                : Kind.CLOSED;
    }

    static Optional<String> words(IOException failure) {
        return Optional.ofNullable(failure.getMessage());
    }

    @Override
    public void close() {
        closed.countDown();
        HttpCall call = current.get();
        if (call != null) {
            call.close();
        }
    }
}
