package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
 * JSON-RPC 2.0 over a transport: calls matched to answers by id. Every call ends: with its answer, at its deadline, by
 * interrupt, or at once when the connection ends. Thread-safe.
 */
final class RpcConnection implements Transport.Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(RpcConnection.class);
    private static final int QUOTE = 200;

    private final McpOptions options;
    private final Transport transport;
    private final PeerRequests peerRequests;
    private final OddityCounter oddities = new OddityCounter();
    private final Map<Long, CompletableFuture<Outcome>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final LongAdder toolListChanges = new LongAdder();
    private final AtomicReference<Outcome.@Nullable Failed> ended = new AtomicReference<>();
    private volatile boolean batches;
    private volatile boolean mute;

    RpcConnection(Transport transport, McpOptions options) {
        this.options = options;
        this.transport = transport;
        this.peerRequests = new PeerRequests(options, oddities);
    }

    void start() {
        transport.start(this);
    }

    OddityCounter oddities() {
        return oddities;
    }

    boolean hasEnded() {
        return ended.get() != null;
    }

    /** Why it has ended; empty while it has not. */
    Optional<String> ending() {
        return Optional.ofNullable(ended.get()).map(Outcome.Failed::message);
    }

    /** From now on this is spoken: a line may be an array of messages, or nobody answers requests of the server. */
    void speak(Dialect dialect) {
        batches = dialect.version().equals(McpClient.WITH_BATCHES);
        mute = dialect.stateless();
        transport.speak(dialect);
    }

    /**
     * Calls a method and waits for what comes of it, in time.
     *
     * @throws McpException if the call cannot be sent
     */
    Outcome ask(RpcCall call) throws InterruptedException {
        long id = ids.incrementAndGet();
        Outgoing message = encode(request(call.method(), call.params()).put("id", id), call.headers());
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        waiting.put(id, outcome);
        try {
            Outcome.Failed end = ended.get();
            if (end != null) {
                return end;
            }
            return transport.send(message)
                    ? await(outcome, call)
                    : failed(Kind.OVERLOADED, "does not read what it is sent; restart it");
        } catch (InterruptedException e) {
            cancel(id, call, "the caller was interrupted");
            throw e;
        } catch (TimeoutException e) {
            cancel(id, call, "the deadline has passed");
            return failed(
                    Kind.TIMEOUT,
                    "did not answer " + call.method() + " within " + seconds(call.deadline()) + "."
                            + oddities.snapshot().hint());
        } finally {
            waiting.remove(id);
        }
    }

    void notify(String method, ObjectNode params) {
        // If the server reads nothing, the next call says so.
        boolean ignored = transport.send(encode(request(method, params), Map.of()));
    }

    /** Ends every call, closes the server's input after what waits to be written, and stops listening. */
    void close() {
        end(failed(Kind.CLOSED, "was closed by this program"));
        transport.close();
    }

    /** Waits until nothing is left of the transport, after it was closed. */
    boolean awaitEnd(Duration patience) throws InterruptedException {
        return transport.awaitEnd(patience);
    }

    private static Outcome await(CompletableFuture<Outcome> outcome, RpcCall call)
            throws InterruptedException, TimeoutException {
        try {
            return outcome.get(Math.max(1, call.deadline().toNanos()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the answer to " + call.method() + " was completed with an exception", e);
        }
    }

    private void cancel(long id, RpcCall call, String reason) {
        transport.forget(id);
        if (call.cancellable() && !hasEnded()) {
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

    private Outgoing encode(ObjectNode message, Map<String, String> headers) {
        byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
        if (line.length > options.limits().messageBytes()) {
            throw failed(
                            Kind.MESSAGE_TOO_LARGE,
                            "was not asked: the request is " + line.length + " bytes long, allowed are "
                                    + options.limits().messageBytes())
                    .exception();
        }
        return new Outgoing(message, line, headers);
    }

    @Override
    public void receive(byte[] message) {
        if (!hasEnded()) {
            for (Incoming each : IncomingReader.read(message, batches)) {
                receive(each);
            }
        }
    }

    private void receive(Incoming message) {
        switch (message) {
            case Incoming.Result answer -> complete(answer.id(), new Outcome.Answered(answer.result()));
            case Incoming.Failure error -> complete(error.id(), refused(error));
            case Incoming.Unusable unusable -> unusable(unusable);
            case Incoming.Request request -> answer(request);
            case Incoming.Notification notification -> notified(notification.method());
            case Incoming.Stray stray -> {
                if (oddities.stray(stray.why())) {
                    LOG.info(
                            "tool server '{}' sends what is no MCP message: {}",
                            options.server(),
                            Visible.line(stray.why(), QUOTE));
                }
            }
        }
    }

    private Outcome.Refused refused(Incoming.Failure error) {
        return new Outcome.Refused(
                error.code(),
                error.data(),
                "tool server '" + options.server() + "' answered with error " + error.code() + ": " + error.message());
    }

    private void notified(String method) {
        LOG.trace("'{}' notifies {}", options.server(), method);
        if (method.equals("notifications/tools/list_changed")) {
            gap();
        }
    }

    /** What may have changed is asked for again. */
    @Override
    public void gap() {
        toolListChanges.increment();
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

    @Override
    public void unanswered(long call, Kind kind, String what) {
        CompletableFuture<Outcome> waits = waiting.remove(call);
        if (waits != null) {
            waits.complete(failed(kind, what));
        }
    }

    @Override
    public boolean awaits(long call) {
        return waiting.containsKey(call);
    }

    private void answer(Incoming.Request request) {
        ObjectNode answer = peerRequests.answer(request);
        if (answer != null && !mute && !transport.send(encode(answer, Map.of()))) {
            oddities.droppedRequests.increment();
        }
    }

    /** Which call a cut message answers can only be guessed; a call that would wait in vain must not. */
    @Override
    public void oversized(byte[] head) {
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
    }

    @Override
    public void lost(Kind kind, String what) {
        if (!hasEnded()) {
            String epitaph = options.epitaph().get();
            end(failed(kind, what + (epitaph.isEmpty() ? "" : ": " + epitaph)));
        }
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
