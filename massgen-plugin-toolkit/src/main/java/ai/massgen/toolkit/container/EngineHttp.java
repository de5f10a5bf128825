package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.Alarm;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * Speaks HTTP/1.1 with a container engine, one connection for each request: connecting to a local socket costs less than
 * keeping track of idle connections. Thread-safe. Every call has a deadline, and an interrupt ends it at once.
 */
public final class EngineHttp {
    private final EngineEndpoint endpoint;

    /**
     * Creates a client. Connects to nothing.
     *
     * @param endpoint where the engine listens
     */
    public EngineHttp(EngineEndpoint endpoint) {
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    /**
     * Where the engine listens.
     *
     * @return the endpoint
     */
    public EngineEndpoint endpoint() {
        return endpoint;
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @param request the request
     * @param timeout for everything together
     * @param limit the largest body to accept, in bytes
     * @return the answer
     * @throws SocketTimeoutException if the answer is not complete in time
     * @throws IOException if the engine is not there, or the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    public Reply call(EngineRequest request, Duration timeout, int limit) throws IOException, InterruptedException {
        return exchange(request, false, timeout, response -> {
            try (response) {
                return new Reply(response.status(), response.headers(), response.readAll(limit));
            }
        });
    }

    /**
     * Sends a request and reads the head of the answer. The body has no deadline: it may go on for hours.
     *
     * @param request the request
     * @param timeout until the head of the answer is there
     * @return the answer, to be closed
     * @throws SocketTimeoutException if nothing comes in time
     * @throws IOException if the engine is not there, or the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    public EngineResponse open(EngineRequest request, Duration timeout) throws IOException, InterruptedException {
        return exchange(request, false, timeout, response -> response);
    }

    /**
     * Sends a request that asks to turn the connection into a two-way stream. If the engine agrees, the status is 101
     * (200 from old ones) and the connection belongs to the stream; else the answer says why.
     */
    EngineResponse upgrade(EngineRequest request, Duration timeout) throws IOException, InterruptedException {
        return exchange(request, true, timeout, response -> response);
    }

    private <T> T exchange(EngineRequest request, boolean upgrade, Duration timeout, Step<T> step)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        EngineChannel channel = connect(timeout);
        boolean done = false;
        try (Alarm deadline = channel.closeAfter(Duration.ofNanos(end - System.nanoTime()))) {
            try {
                send(channel, request, upgrade);
                T result = step.apply(new EngineResponse(channel, HttpHead.read(channel)));
                if (!deadline.callOff()) {
                    throw new AsynchronousCloseException(); // the answer and the deadline came together
                }
                done = true;
                return result;
            } catch (IOException e) {
                throw explained(e, deadline, request, timeout);
            }
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    private EngineChannel connect(Duration timeout) throws IOException, InterruptedException {
        try {
            return endpoint.connect(timeout);
        } catch (ClosedByInterruptException e) {
            throw interrupted(e);
        }
    }

    private static void send(EngineChannel channel, EngineRequest request, boolean upgrade) throws IOException {
        byte[] head = request.head(upgrade);
        channel.write(head, 0, head.length);
        if (request.body().isPresent()) {
            byte[] body = request.body().get();
            channel.write(body, 0, body.length);
        }
    }

    private IOException explained(IOException e, Alarm deadline, EngineRequest request, Duration timeout)
            throws InterruptedException {
        if (e instanceof ClosedByInterruptException closed) {
            throw interrupted(closed);
        }
        if (!deadline.rang()) {
            return e;
        }
        SocketTimeoutException late = new SocketTimeoutException("no complete answer from " + endpoint + " to "
                + request.method() + " " + path(request) + " within " + timeout.toMillis() + " ms");
        late.initCause(e);
        return late;
    }

    private static String path(EngineRequest request) {
        int query = request.target().indexOf('?');
        return query < 0 ? request.target() : request.target().substring(0, query);
    }

    private static InterruptedException interrupted(ClosedByInterruptException cause) {
        Thread.interrupted(); // the exception takes the place of the status
        InterruptedException e = new InterruptedException("interrupted while talking to the container engine");
        e.initCause(cause);
        return e;
    }

    /** What becomes of an answer. */
    private interface Step<T> {
        T apply(EngineResponse response) throws IOException;
    }

    /**
     * A complete answer.
     *
     * @param status the HTTP status
     * @param headers the headers, names in lower case
     * @param body the body
     */
    @SuppressWarnings("ArrayRecordComponent") // an answer is never compared
    public record Reply(int status, Map<String, String> headers, byte[] body) {
        /** Copies the headers. */
        public Reply {
            headers = Map.copyOf(headers);
        }

        /**
         * The body as text.
         *
         * @return the decoded body
         */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
