package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.RateLimits;
import ai.massgen.toolkit.sse.EventTooLargeException;
import ai.massgen.toolkit.sse.SseEvent;
import ai.massgen.toolkit.sse.SseParser;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The body of an accepted call, read as it arrives. Read by one thread, either as {@linkplain #next events} or as
 * {@linkplain #text text}. Closing it before its end cancels the call.
 */
public final class ProviderStream implements AutoCloseable {
    private static final int LARGEST_EVENT = 8 * 1024 * 1024;
    private static final long LARGEST_STREAM = 128L * 1024 * 1024;
    private static final Duration ERROR_BODY_IDLE = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final Runnable onClose;
    private final SseParser parser = new SseParser(LARGEST_EVENT);
    private final Deque<SseEvent> ready = new ArrayDeque<>();
    private HttpHeaders headers = HttpHeaders.of(Map.of(), (name, value) -> true);
    private long bytes;
    private boolean finished;
    private boolean settling;

    ProviderStream(Exchange exchange, Runnable onClose) {
        this.exchange = exchange;
        this.onClose = onClose;
    }

    void begin(ResponseInfo head) {
        headers = head.headers();
    }

    /** How the body is compressed, if it is. */
    Optional<String> encoding() {
        return headers.firstValue("Content-Encoding").filter(name -> !name.isBlank() && !name.equals("identity"));
    }

    /**
     * Whether the body is a JSON document instead of an event stream.
     *
     * @return true if the content type says so
     */
    public boolean isJson() {
        return contentType().contains("json");
    }

    /**
     * Whether the body is a page for people, which no model writes.
     *
     * @return true if the content type says so
     */
    public boolean isHtml() {
        return contentType().contains("html");
    }

    /**
     * What the rate-limit headers said.
     *
     * @return the limits, empty if there were no such headers
     */
    public Optional<RateLimits> rateLimits() {
        return exchange.failures().rateLimits();
    }

    /**
     * The provider's id of this exchange.
     *
     * @return the id, empty if there was none
     */
    public Optional<String> requestId() {
        return exchange.failures().requestId();
    }

    /**
     * Makes the failures of this call that only the reader of the body can see.
     *
     * @return failures that know provider, address, model and headers
     */
    public CallFailures failures() {
        return exchange.failures();
    }

    /**
     * Waits for the next event.
     *
     * @return the event, empty at the end of the stream
     * @throws BackendException if the stream breaks, falls silent, takes too long, or sends more than can be meant
     * @throws InterruptedException if the thread is interrupted; the call is then cancelled
     */
    public Optional<SseEvent> next() throws InterruptedException {
        try {
            while (ready.isEmpty() && !finished) {
                Optional<List<ByteBuffer>> piece = exchange.next();
                finished = piece.isEmpty();
                for (ByteBuffer buffer : piece.orElse(List.of())) {
                    count(buffer);
                    ready.addAll(parser.feed(buffer));
                }
                if (finished) {
                    parser.finish().ifPresent(ready::add);
                }
            }
        } catch (EventTooLargeException e) {
            throw failures().malformed(ConnectionTrouble.message(e), "");
        } catch (BackendException e) {
            if (!settling) {
                throw e;
            }
            finished = true;
        }
        return Optional.ofNullable(ready.poll());
    }

    /**
     * Declares the reply complete: what still comes is welcome, but a break or a silence from here on is just the end.
     *
     * @param patience how long to wait for each further piece
     */
    public void settle(Duration patience) {
        settling = true;
        exchange.shortenIdle(patience);
    }

    /**
     * Reads the whole body as text.
     *
     * @param limit the largest body in bytes
     * @return the text
     * @throws BackendException if the body does not end properly or is larger
     * @throws InterruptedException if the thread is interrupted; the call is then cancelled
     */
    public String text(int limit) throws InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Optional<List<ByteBuffer>> piece = exchange.next(); piece.isPresent(); piece = exchange.next()) {
            append(piece.get(), body);
            if (body.size() > limit) {
                throw failures().malformed("its reply is larger than " + limit + " bytes", "");
            }
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    /** Reads what there is of the body of a failed call, up to a size: half an explanation is better than none. */
    String beginning(int limit) throws InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        exchange.shortenIdle(ERROR_BODY_IDLE);
        try {
            Optional<List<ByteBuffer>> piece = exchange.next();
            while (piece.isPresent() && body.size() < limit) {
                append(piece.get(), body);
                piece = exchange.next();
            }
        } catch (BackendException e) {
            return body.toString(StandardCharsets.UTF_8);
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        onClose.run();
        exchange.close();
    }

    private void count(ByteBuffer buffer) {
        bytes += buffer.remaining();
        if (bytes > LARGEST_STREAM) {
            throw failures().malformed("its reply is larger than " + LARGEST_STREAM + " bytes", "");
        }
    }

    private String contentType() {
        return headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    }

    private static void append(List<ByteBuffer> buffers, ByteArrayOutputStream body) {
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            body.writeBytes(bytes);
        }
    }
}
