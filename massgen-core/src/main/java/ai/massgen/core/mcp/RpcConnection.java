package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.task.Task;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON-RPC 2.0 over two streams: one reading task, calls matched to answers by id. Every call ends: with its answer, at
 * its deadline, by interrupt, or at once when the connection ends. Thread-safe.
 */
final class RpcConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RpcConnection.class);
    private static final int QUOTE = 200;

    private final McpOptions options;
    private final LineReader lines;
    private final Outbox outbox;
    private final PeerRequests peerRequests;
    private final OddityCounter oddities = new OddityCounter();
    private final Map<Long, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder toolListChanges = new LongAdder();
    private final AtomicReference<Outcome.@Nullable Failed> ended = new AtomicReference<>();
    private volatile boolean batches;

    RpcConnection(InputStream in, OutputStream out, McpOptions options) {
        this.options = options;
        this.lines = new LineReader(in, options.limits().messageBytes());
        long room = 4L * options.limits().messageBytes();
        this.outbox = new Outbox(
                "mcp-write-" + options.server(),
                out,
                room,
                e -> lost(
                        "does not take what it is sent (" + Visible.line(String.valueOf(e.getMessage()), QUOTE) + ")"));
        this.peerRequests = new PeerRequests(options, oddities);
    }

    Task startReading() {
        return Task.start("mcp-read-" + options.server(), this::readAll);
    }

    OddityCounter oddities() {
        return oddities;
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    /** From now on a line may be an array of messages. */
    void allowBatches() {
        batches = true;
    }

    /**
     * Calls a method and waits for the answer.
     *
     * @param cancellable whether the server may be told that nobody waits any more
     * @throws McpException if there is no usable answer in time
     */
    JsonNode call(String method, ObjectNode params, Duration deadline, boolean cancellable)
            throws InterruptedException {
        long id = ids.incrementAndGet();
        byte[] line = encode(request(method, params).put("id", id));
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        waiting.put(id, outcome);
        try {
            Outcome.Failed end = ended.get();
            if (end != null) {
                throw end.exception();
            }
            if (!outbox.send(line)) {
                throw failed(Kind.OVERLOADED, "does not read what it is sent; restart it")
                        .exception();
            }
            return await(outcome, deadline, method);
        } catch (InterruptedException e) {
            cancel(id, cancellable, "the caller was interrupted");
            throw e;
        } catch (TimeoutException e) {
            cancel(id, cancellable, "the deadline has passed");
            throw failed(
                            Kind.TIMEOUT,
                            "did not answer " + method + " within " + seconds(deadline) + "."
                                    + oddities.snapshot().hint())
                    .exception();
        } finally {
            waiting.remove(id);
        }
    }

    void notify(String method, ObjectNode params) {
        // If the server reads nothing, the next call says so.
        boolean ignored = outbox.send(encode(request(method, params)));
    }

    /** Ends every call, closes the server's input after what waits to be written, and stops listening. */
    void close() {
        end(failed(Kind.CLOSED, "was closed by this program"));
        outbox.finish();
    }

    private JsonNode await(CompletableFuture<Outcome> outcome, Duration deadline, String method)
            throws InterruptedException, TimeoutException {
        try {
            return switch (outcome.get(Math.max(1, deadline.toNanos()), TimeUnit.NANOSECONDS)) {
                case Outcome.Answered answered -> answered.result();
                case Outcome.Failed failure -> throw failure.exception();
            };
        } catch (ExecutionException e) {
            throw new IllegalStateException("the answer to " + method + " was completed with an exception", e);
        }
    }

    private void cancel(long id, boolean cancellable, String reason) {
        if (cancellable && !hasEnded()) {
            ObjectNode params = StrictJson.nodes().objectNode();
            notify("notifications/cancelled", params.put("requestId", id).put("reason", reason));
        }
    }

    private static ObjectNode request(String method, ObjectNode params) {
        ObjectNode message =
                StrictJson.nodes().objectNode().put("jsonrpc", "2.0").put("method", method);
        message.set("params", params);
        return message;
    }

    private byte[] encode(ObjectNode message) {
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > options.limits().messageBytes()) {
            throw failed(
                            Kind.MESSAGE_TOO_LARGE,
                            "was not asked: the request is " + line.length + " bytes long, allowed are "
                                    + options.limits().messageBytes())
                    .exception();
        }
        return line;
    }

    private void readAll() {
        try {
            boolean more = true;
            while (more) {
                more = switch (lines.next()) {
                    case LineReader.Line line -> receive(line.bytes());
                    case LineReader.TooLong line -> oversized(line.head());
                    case LineReader.Endless endless -> lost("writes a message without end");
                    case LineReader.End end -> lost("has ended its output");
                };
            }
        } catch (IOException e) {
            lost("is gone: the connection broke (" + Visible.line(String.valueOf(e.getMessage()), QUOTE) + ")");
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("reading from tool server '{}' failed; this is a bug", options.server(), e);
            lost("sent something this program cannot take in (" + e.getClass().getSimpleName() + ")");
        }
    }

    private boolean receive(byte[] line) {
        if (!hasEnded()) {
            for (Incoming message : IncomingReader.read(line, batches)) {
                receive(message);
            }
        }
        return true;
    }

    private void receive(Incoming message) {
        switch (message) {
            case Incoming.Result answer -> complete(answer.id(), new Outcome.Answered(answer.result()));
            case Incoming.Failure error ->
                complete(
                        error.id(),
                        failed(Kind.SERVER_ERROR, "answered with error " + error.code() + ": " + error.message()));
            case Incoming.Unusable unusable -> unusable(unusable);
            case Incoming.Request request -> answer(request);
            case Incoming.Notification notification -> notified(notification.method());
            case Incoming.Stray stray -> {
                if (oddities.stray(stray.why())) {
                    LOG.info(
                            "tool server '{}' writes to its standard output what is no MCP message: {}",
                            options.server(),
                            Visible.line(stray.why(), QUOTE));
                }
            }
        }
    }

    private void notified(String method) {
        LOG.trace("'{}' notifies {}", options.server(), method);
        if (method.equals("notifications/tools/list_changed")) {
            toolListChanges.increment();
        }
    }

    long toolListChanges() {
        return toolListChanges.sum();
    }

    private void unusable(Incoming.Unusable message) {
        if (message.id().isEmpty()) {
            oddities.unusableIds.increment();
        } else {
            complete(
                    message.id().getAsLong(), failed(Kind.PROTOCOL_ERROR, "sent an unusable answer: " + message.why()));
        }
    }

    private void complete(long id, Outcome outcome) {
        CompletableFuture<Outcome> call = waiting.remove(id);
        if (call == null || !call.complete(outcome)) {
            oddities.unknownIds.increment();
        }
    }

    private void answer(Incoming.Request request) {
        ObjectNode answer = peerRequests.answer(request);
        if (answer != null && !outbox.send(encode(answer))) {
            oddities.droppedRequests.increment();
        }
    }

    /** Which call a cut message answers can only be guessed; a call that would wait in vain must not. */
    private boolean oversized(byte[] head) {
        oddities.oversized.increment();
        Outcome.Failed failure = failed(
                Kind.MESSAGE_TOO_LARGE,
                "sent a message of more than " + options.limits().messageBytes()
                        + " bytes, which was dropped; ask it for less");
        switch (IncomingReader.head(head)) {
            case IncomingReader.Head.Answer answer -> complete(answer.id(), failure);
            case IncomingReader.Head.Other other -> LOG.debug("'{}' sent an oversized notification", options.server());
            case IncomingReader.Head.Unclear unclear -> failAll(failure);
        }
        return true;
    }

    private boolean lost(String what) {
        if (!hasEnded()) {
            String epitaph = options.epitaph().get();
            end(failed(Kind.CLOSED, what + (epitaph.isEmpty() ? "" : ": " + epitaph)));
        }
        return false;
    }

    private void end(Outcome.Failed failure) {
        if (ended.compareAndSet(null, failure)) {
            failAll(failure);
        }
    }

    /** Who waits takes its own entry out. */
    private void failAll(Outcome failure) {
        waiting.values().forEach(call -> call.complete(failure));
    }

    private Outcome.Failed failed(Kind kind, String what) {
        return new Outcome.Failed(kind, "tool server '" + options.server() + "' " + what);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
