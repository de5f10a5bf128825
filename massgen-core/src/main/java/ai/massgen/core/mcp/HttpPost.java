package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpFailure;
import ai.massgen.core.http.HttpReply;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One message and what the server answers to it. If the stream of the answer breaks, it is picked up where it broke. */
final class HttpPost extends HttpExchange {
    private static final int NOTIFICATION = 10_000;
    private static final int QUOTE = 200;
    private static final int HEAD = 64 << 10;
    private static final String EVENTS = "text/event-stream";

    private final Outgoing message;
    private final OptionalLong call;
    private final CountDownLatch before;
    private final HttpFeed feed;

    /**
     * Prepares it.
     *
     * @param before what has to have arrived before
     */
    HttpPost(Site site, Outgoing message, CountDownLatch before) {
        super(site);
        this.message = message;
        this.call = message.call();
        this.before = before;
        this.feed = new HttpFeed(site.receiver(), site.limit());
    }

    @Override
    void run() throws InterruptedException {
        try {
            if (before.await(NOTIFICATION, TimeUnit.MILLISECONDS)) {
                exchange(site().session().post(message), call.isPresent() ? 0 : NOTIFICATION, this::answer);
                resume();
            } else {
                fail(Kind.CLOSED, "does not take in that the session begins");
            }
        } catch (IOException e) {
            failed(e);
        } catch (IllegalArgumentException e) {
            fail(Kind.PROTOCOL_ERROR, "was not asked: " + e.getMessage());
        }
    }

    /** Nobody hears of what was closed on purpose. */
    private void failed(IOException e) {
        if (isClosed()) {
            return;
        }
        String what = Visible.line(
                e instanceof HttpFailure known
                        ? words(known).orElse("")
                        : "broke off its answer (" + e.getMessage() + ")",
                QUOTE);
        Kind kind = kind(e);
        if (kind == Kind.UNREACHABLE) {
            site().receiver().lost(kind, what);
        }
        fail(kind, what);
    }

    private void fail(Kind kind, String what) {
        call.ifPresent(id -> site().receiver().unanswered(id, kind, what));
    }

    private boolean isAwaited() {
        return !isClosed() && call.isPresent() && site().receiver().awaits(call.getAsLong());
    }

    private void answer(HttpReply reply) throws IOException {
        if (reply.status() / 100 != 2) {
            refuse(HttpRefusal.read(reply, site().access(), site().session().isOpen()));
            return;
        }
        site().session().begin(message, reply);
        if (call.isEmpty()) {
            return;
        }
        switch (reply.mediaType()) {
            case EVENTS -> events(reply);
            case "application/json" -> json(reply);
            default ->
                fail(
                        Kind.PROTOCOL_ERROR,
                        "answers " + message.method() + " with HTTP " + reply.status() + " and "
                                + (reply.mediaType().isEmpty()
                                        ? "nothing"
                                        : "content of type " + Visible.line(reply.mediaType(), QUOTE)));
        }
    }

    private void json(HttpReply reply) throws IOException {
        byte[] body = reply.body().readNBytes(site().limit() + 1);
        if (body.length > site().limit()) {
            site().receiver().oversized(Arrays.copyOf(body, Math.min(body.length, HEAD)));
            fail(Kind.MESSAGE_TOO_LARGE, "sent a message of more than " + site().limit() + " bytes, which was dropped");
            return;
        }
        site().receiver().receive(body);
        fail(Kind.PROTOCOL_ERROR, "answers " + message.method() + " with a message that is no answer to it");
    }

    private void events(HttpReply reply) {
        try {
            feed.read(reply, () -> !isAwaited());
        } catch (IOException e) {
            // What has come counts; whether the rest can still be had is seen now.
            if (isAwaited() && feed.lastId().isEmpty()) {
                failed(e);
            }
        }
    }

    private void resume() throws IOException, InterruptedException {
        while (isAwaited()) {
            Duration pause = feed.lastId().isPresent() && !site().session().isStateless()
                    ? feed.pause().orElse(null)
                    : null;
            if (pause == null) {
                fail(Kind.CLOSED, "broke off its answer to " + message.method());
                return;
            }
            if (pause(pause) && isAwaited()) {
                exchange(site().session().listen(feed.lastId()), 0, this::rest);
            }
        }
    }

    private void rest(HttpReply reply) throws IOException {
        if (reply.status() / 100 != 2) {
            refuse(HttpRefusal.read(reply, site().access(), site().session().isOpen()));
        } else if (reply.mediaType().equals(EVENTS)) {
            events(reply);
        } else {
            fail(Kind.PROTOCOL_ERROR, "does not give the rest of its answer to " + message.method());
        }
    }

    /** An error of the protocol may come without the id of the call, which only the exchange knows then. */
    private void refuse(HttpRefusal refusal) {
        refused(refusal);
        if (refusal.error().isPresent() && call.isPresent() && refusal.kind() == Kind.HTTP_STATUS) {
            String error = refusal.error()
                    .get()
                    .put("id", call.getAsLong())
                    .put("jsonrpc", "2.0")
                    .toString();
            if (isAwaited()) {
                site().receiver().receive(error.getBytes(StandardCharsets.UTF_8));
            }
        }
        fail(refusal.kind(), refusal.what());
    }
}
