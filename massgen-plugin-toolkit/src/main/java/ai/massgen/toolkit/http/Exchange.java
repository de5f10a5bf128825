package ai.massgen.toolkit.http;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One request and its response, read by one thread in pieces. An interrupt, an expired limit and {@link #close} all end
 * it the same way: the request is cancelled and the connection dropped.
 */
final class Exchange implements AutoCloseable {
    private final ResponseQueue queue = new ResponseQueue();
    private final Patience patience;
    private final CompletableFuture<?> response;
    private CallFailures failures;
    private boolean replyStarted;
    private boolean ended;

    Exchange(HttpClient client, HttpRequest request, Timeouts timeouts, CallFailures failures) {
        this.failures = failures;
        this.patience = new Patience(timeouts);
        this.response = client.sendAsync(request, queue);
        CompletableFuture<?> unused = response.whenComplete((done, cause) -> {
            if (cause != null) {
                queue.fail(cause);
            }
        });
    }

    /** Failures of this exchange; they know the response's headers once {@link #head} has returned. */
    CallFailures failures() {
        return failures;
    }

    /** Waits for status and headers. */
    ResponseInfo head() throws InterruptedException {
        return switch (await()) {
            case Signal.Head head -> {
                ResponseInfo info = head.info();
                failures = failures.with(info.headers());
                replyStarted = info.statusCode() / 100 == 2;
                yield info;
            }
            case Signal.Failed failed -> throw end(failures.connection(failed.cause(), false));
            case Signal.Piece piece -> throw new IllegalStateException("a body before its headers: " + piece);
            case Signal.End end -> throw new IllegalStateException("the end of a body before its headers: " + end);
        };
    }

    /** Waits for the next piece of the body; empty at its end. */
    Optional<List<ByteBuffer>> next() throws InterruptedException {
        if (ended) {
            return Optional.empty();
        }
        return switch (await()) {
            case Signal.Piece piece -> {
                patience.pieceArrived();
                yield Optional.of(piece.buffers());
            }
            case Signal.End end -> {
                ended = true;
                yield Optional.empty();
            }
            case Signal.Failed failed -> throw end(failures.connection(failed.cause(), replyStarted));
            case Signal.Head head -> throw new IllegalStateException("headers twice: " + head);
        };
    }

    /** Waits at most this long for each further piece. */
    void shortenIdle(Duration limit) {
        patience.shorten(limit);
    }

    /** Makes the thread that reads fail, because the client is being closed. */
    void abort() {
        queue.fail(new ClientClosedException());
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            response.cancel(true);
            queue.cancel();
        }
    }

    private Signal await() throws InterruptedException {
        try {
            Signal signal = queue.poll(patience.nanosLeft());
            if (signal == null) {
                throw end(failures.timeout(patience.verdict()));
            }
            return signal;
        } catch (InterruptedException e) {
            close();
            throw e;
        }
    }

    private RuntimeException end(RuntimeException failure) {
        close();
        return failure;
    }
}
