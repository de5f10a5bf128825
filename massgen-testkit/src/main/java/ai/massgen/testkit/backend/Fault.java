package ai.massgen.testkit.backend;

import static ai.massgen.testkit.backend.Requests.MOMENT;
import static ai.massgen.testkit.backend.Requests.PATIENCE;

import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.testkit.wire.WireReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** What servers, proxies and networks do to a reply so that there is none. Each has one right {@link Kind}. */
enum Fault {
    SILENCE(Kind.TIMEOUT, Limit.FIRST, samples -> WireReply.silence()),
    SILENCE_AFTER_THE_HEAD(
            Kind.TIMEOUT, Limit.FIRST, samples -> samples.events().stall()),
    SILENCE_IN_THE_MIDDLE(Kind.TIMEOUT, Limit.IDLE, samples -> half(samples).stall()),
    KEEP_ALIVES_AND_NOTHING_ELSE(
            Kind.TIMEOUT, Limit.TOTAL, samples -> half(samples).trickle(": alive\n\n", Duration.ofMillis(10))),
    AN_ERROR_THAT_IS_NEVER_EXPLAINED(
            Kind.UNAVAILABLE,
            Limit.IDLE,
            samples -> WireReply.status(500).send("half an expl").stall()),

    A_HANG_UP(Kind.UNAVAILABLE, samples -> WireReply.hangUp()),
    A_HANG_UP_AFTER_THE_HEAD(Kind.TRUNCATED, samples -> samples.events().cut()),
    A_CUT_IN_THE_MIDDLE(Kind.TRUNCATED, samples -> half(samples).cut()),
    A_RESET_IN_THE_MIDDLE(Kind.TRUNCATED, samples -> half(samples).reset()),
    A_CLEAN_END_IN_THE_MIDDLE(Kind.TRUNCATED, Fault::half),
    A_CLOSE_IN_THE_MIDDLE(Kind.TRUNCATED, samples -> half(samples).untilClose()),
    A_BODY_SHORTER_THAN_ITS_LENGTH(
            Kind.TRUNCATED,
            samples -> samples.withHeaders(WireReply.status(200))
                    .header("Content-Type", "text/event-stream")
                    .header("Content-Length", "100000")
                    .untilClose()
                    .send(samples.text().before("world").text())),
    HALF_AN_EVENT(Kind.TRUNCATED, samples -> half(samples).send("data: {\"half\":")),
    AN_EMPTY_STREAM(Kind.TRUNCATED, WireSamples::events),
    COMMENTS_AND_NOTHING_ELSE(Kind.TRUNCATED, samples -> samples.events().send(": hello\n\n: bye\n\n")),

    DATA_THAT_IS_NO_JSON(Kind.MALFORMED_REPLY, samples -> half(samples).event("{\"oops\": what}")),
    DATA_THAT_IS_NO_OBJECT(Kind.MALFORMED_REPLY, samples -> half(samples).event("[17]")),
    AN_EMPTY_DOCUMENT(Kind.MALFORMED_REPLY, samples -> WireReply.json(200, "")),
    A_WEB_PAGE(
            Kind.MALFORMED_REPLY,
            samples -> WireReply.status(200)
                    .header("Content-Type", "text/html")
                    .send("<html><title>Welcome to our network</title></html>")),
    A_COMPRESSED_STREAM(
            Kind.MALFORMED_REPLY,
            samples -> samples.events()
                    .header("Content-Encoding", "gzip")
                    .send(zipped(samples.text().bytes()))),
    A_LINE_WITHOUT_END(
            Kind.MALFORMED_REPLY, samples -> half(samples).send("data: ").flood("x".repeat(64 * 1024))),
    AN_EVENT_WITHOUT_END(
            Kind.MALFORMED_REPLY, samples -> half(samples).flood(("data: " + "x".repeat(1024) + "\n").repeat(64))),

    A_BAD_GATEWAY(
            Kind.UNAVAILABLE,
            samples -> WireReply.status(502)
                    .header("Content-Type", "text/html")
                    .send("<html><head><title>502 Bad Gateway</title></head></html>")),
    AN_ERROR_WITHOUT_END(Kind.UNAVAILABLE, samples -> WireReply.status(500).flood("and another thing, ".repeat(100))),
    UNAUTHORIZED(Kind.AUTHENTICATION, samples -> WireReply.status(401)),
    FORBIDDEN(Kind.PERMISSION, samples -> WireReply.status(403)),
    NOT_FOUND(Kind.INVALID_REQUEST, samples -> WireReply.status(404)),
    REQUEST_TIMEOUT(Kind.TIMEOUT, samples -> WireReply.status(408)),
    TOO_MANY_REQUESTS(Kind.RATE_LIMITED, samples -> WireReply.status(429)),
    INTERNAL_ERROR(Kind.UNAVAILABLE, samples -> WireReply.status(500)),
    UNAVAILABLE(Kind.UNAVAILABLE, samples -> WireReply.status(503)),
    OVERLOADED(Kind.OVERLOADED, samples -> WireReply.status(529));

    /** Which wait is short, so that the test does not take long. */
    private enum Limit {
        NONE,
        FIRST,
        IDLE,
        TOTAL
    }

    private final Kind kind;
    private final Limit limit;

    @SuppressWarnings("ImmutableEnumChecker") // the functions hold no state
    private final Function<WireSamples, WireReply> reply;

    Fault(Kind kind, Function<WireSamples, WireReply> reply) {
        this(kind, Limit.NONE, reply);
    }

    Fault(Kind kind, Limit limit, Function<WireSamples, WireReply> reply) {
        this.kind = kind;
        this.limit = limit;
        this.reply = reply;
    }

    /** Whether the server goes on until the client leaves. */
    boolean isEndless() {
        return limit != Limit.NONE || name().endsWith("_WITHOUT_END");
    }

    Kind kind() {
        return kind;
    }

    WireReply reply(WireSamples samples) {
        return reply.apply(samples);
    }

    Timeouts timeouts() {
        return new Timeouts(
                limit == Limit.FIRST ? MOMENT : PATIENCE,
                limit == Limit.IDLE ? MOMENT : PATIENCE,
                limit == Limit.TOTAL ? MOMENT : PATIENCE);
    }

    private static WireReply half(WireSamples samples) {
        return samples.well(samples.text().before("world"));
    }

    private static byte[] zipped(byte[] bytes) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
