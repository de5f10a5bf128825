package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.toolkit.json.WireJson;
import ai.massgen.toolkit.sse.EventTooLargeException;
import ai.massgen.toolkit.sse.SseEvent;
import ai.massgen.toolkit.sse.SseParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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
    private static final int LARGEST_DOCUMENT = 64 * 1024 * 1024;
    private static final Duration ERROR_BODY_IDLE = Duration.ofSeconds(5);

    /** How long to wait for usage and end mark once the reply itself is complete. */
    private static final Duration AFTER_REPLY = Duration.ofSeconds(3);

    /** How long to wait for the end of the response after its end mark, so that the connection can be used again. */
    private static final Duration AFTER_END_MARK = Duration.ofMillis(100);

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
     * Adds what the headers said to a reply: the rate limits and the provider's id of this exchange. An id that the body
     * gave stays if the headers have none.
     *
     * @param reply the reply as the body tells it
     * @return the reply with both
     */
    public ModelReply withHeaders(ModelReply reply) {
        return new ModelReply(
                reply.text(),
                reply.toolCalls(),
                reply.stopReason(),
                reply.usage(),
                reply.state(),
                failures().rateLimits(),
                failures().requestId().or(reply::requestId));
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
     * @throws BackendException if the stream breaks, falls silent, takes too long, sends more than can be meant, or is a
     *     page for people, which no model writes
     * @throws InterruptedException if the thread is interrupted; the call is then cancelled
     */
    public Optional<SseEvent> next() throws InterruptedException {
        if (contentType().contains("html")) {
            throw failures().malformed("it is a web page", "");
        }
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
     * Reads the data of an event as a JSON object.
     *
     * @param event an event of this stream
     * @return the object
     * @throws BackendException of kind {@link Kind#TRUNCATED} if the stream ended in the middle of the event, of kind
     *     {@link Kind#MALFORMED_REPLY} if it is something else
     */
    public JsonNode object(SseEvent event) {
        return object(event.data(), event.terminated());
    }

    /**
     * Reads the whole body as a JSON object, from a server that does not stream.
     *
     * @return the object
     * @throws BackendException if the body does not end properly, is larger than 64 MiB, or is something else
     * @throws InterruptedException if the thread is interrupted; the call is then cancelled
     */
    public JsonNode document() throws InterruptedException {
        return object(text(LARGEST_DOCUMENT), true);
    }

    /**
     * Reads the whole body as a JSON object or as an array of them, from a server that gives the events of a stream at
     * once.
     *
     * @return the objects in order
     * @throws BackendException if the body does not end properly, is larger than 64 MiB, or is something else
     * @throws InterruptedException if the thread is interrupted; the call is then cancelled
     */
    public List<JsonNode> documents() throws InterruptedException {
        String body = text(LARGEST_DOCUMENT);
        JsonNode value = value(body, true);
        List<JsonNode> objects = value.isArray() ? value.valueStream().toList() : List.of(value);
        for (JsonNode each : objects) {
            if (!each.isObject()) {
                throw failures().malformed("what should be a JSON object is none", body);
            }
        }
        return objects;
    }

    /** Declares the reply complete: what still comes is welcome, but a break or a silence from here on is just the end. */
    public void replyIsComplete() {
        settle(AFTER_REPLY);
    }

    /** Declares the stream complete: nothing more is expected but the end of the response. */
    public void streamIsComplete() {
        settle(AFTER_END_MARK);
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

    private void settle(Duration patience) {
        settling = true;
        exchange.shortenIdle(patience);
    }

    private JsonNode object(String data, boolean terminated) {
        JsonNode value = value(data, terminated);
        if (value.isObject()) {
            return value;
        }
        throw failures().malformed("what should be a JSON object is none", data);
    }

    private JsonNode value(String data, boolean terminated) {
        try {
            return WireJson.MAPPER.readTree(data);
        } catch (JsonProcessingException e) {
            throw terminated
                    ? failures().malformed("what should be a JSON object is no JSON", data)
                    : failures().truncated();
        }
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
