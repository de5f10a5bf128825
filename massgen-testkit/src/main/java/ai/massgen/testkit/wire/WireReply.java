package ai.massgen.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * What the server answers, and how badly. Immutable: every method returns a changed copy. The body is sent in chunks, one
 * per piece, and ends properly unless a step says otherwise.
 */
public final class WireReply {
    private final WireHead head;
    private final List<WireStep> steps;

    private WireReply(WireHead head, List<WireStep> steps) {
        this.head = head;
        this.steps = List.copyOf(steps);
    }

    /**
     * An answer with a status and no body yet.
     *
     * @param status the HTTP status
     * @return the reply
     */
    public static WireReply status(int status) {
        return new WireReply(new WireHead(status), List.of());
    }

    /**
     * An accepted event stream, without events yet.
     *
     * @return the reply
     */
    public static WireReply events() {
        return status(200).header("Content-Type", "text/event-stream");
    }

    /**
     * An answer that is a JSON document.
     *
     * @param status the HTTP status
     * @param body the document
     * @return the reply
     */
    public static WireReply json(int status, String body) {
        return status(status).header("Content-Type", "application/json").send(body);
    }

    /**
     * No answer at all: the request is read and then nothing happens until the client goes away.
     *
     * @return the reply
     */
    public static WireReply silence() {
        return status(WireHead.NONE).stall();
    }

    /**
     * The connection closes after the request, without a byte of an answer.
     *
     * @return the reply
     */
    public static WireReply hangUp() {
        return status(WireHead.NONE).cut();
    }

    /**
     * Adds a header.
     *
     * @param name its name
     * @param value its value
     * @return the changed reply
     */
    public WireReply header(String name, String value) {
        return new WireReply(head.with(name, value), steps);
    }

    /**
     * Sends an informational head such as 103 Early Hints before the real one.
     *
     * @param status a status of the 1xx kind
     * @return the changed reply
     */
    public WireReply interim(int status) {
        return new WireReply(head.after(status), steps);
    }

    /**
     * Tells the length of the body in its head instead of sending it in chunks.
     *
     * @return the changed reply
     */
    public WireReply withLength() {
        return new WireReply(head.with(WireHead.Framing.LENGTH), steps);
    }

    /**
     * Ends the body by closing the connection, as servers of the HTTP/1.0 kind do, instead of sending it in chunks.
     *
     * @return the changed reply
     */
    public WireReply untilClose() {
        return new WireReply(head.with(WireHead.Framing.CONNECTION_CLOSE), steps);
    }

    /**
     * Sends text as it is.
     *
     * @param text the text
     * @return the changed reply
     */
    public WireReply send(String text) {
        return then(new WireStep.Send(StandardCharsets.UTF_8.encode(text)));
    }

    /**
     * Sends bytes as they are.
     *
     * @param bytes the bytes, copied
     * @return the changed reply
     */
    public WireReply send(byte[] bytes) {
        return then(new WireStep.Send(ByteBuffer.wrap(bytes.clone())));
    }

    /**
     * Sends one event per text, as {@code data: …} and a blank line.
     *
     * @param data the data of the events
     * @return the changed reply
     */
    public WireReply event(String... data) {
        WireReply changed = this;
        for (String each : data) {
            changed = changed.send("data: " + each + "\n\n");
        }
        return changed;
    }

    /**
     * Sends the same text again and again, as fast as it is read, until the client goes away.
     *
     * @param text the text
     * @return the changed reply
     */
    public WireReply flood(String text) {
        return trickle(text, Duration.ZERO);
    }

    /**
     * Sends the same text again and again until the client goes away.
     *
     * @param text the text
     * @param pause how long to wait after each time, in whole milliseconds
     * @return the changed reply
     */
    public WireReply trickle(String text, Duration pause) {
        return then(new WireStep.Repeat(StandardCharsets.UTF_8.encode(text), pause));
    }

    /**
     * Cuts everything sent so far into pieces of one byte.
     *
     * @return the changed reply
     */
    public WireReply byteByByte() {
        return cut(bytes -> 1);
    }

    /**
     * Cuts everything sent so far into pieces of random sizes.
     *
     * @param seed determines the sizes
     * @return the changed reply
     */
    public WireReply torn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return cut(left -> random.nextInt(1, Math.min(left, 16) + 1));
    }

    /**
     * Sends nothing more until the client goes away.
     *
     * @return the changed reply
     */
    public WireReply stall() {
        return then(new WireStep.Stall());
    }

    /**
     * Closes the connection before the body has ended.
     *
     * @return the changed reply
     */
    public WireReply cut() {
        return then(new WireStep.Cut());
    }

    /**
     * Resets the connection before the body has ended.
     *
     * @return the changed reply
     */
    public WireReply reset() {
        return then(new WireStep.Reset());
    }

    WireHead head() {
        return head;
    }

    List<WireStep> steps() {
        return steps;
    }

    /** How many bytes {@link #send} has added. */
    long bodyLength() {
        return steps.stream()
                .mapToLong(step ->
                        step instanceof WireStep.Send send ? send.bytes().limit() : 0)
                .sum();
    }

    private WireReply then(WireStep step) {
        List<WireStep> changed = new ArrayList<>(steps);
        changed.add(step);
        return new WireReply(head, changed);
    }

    private WireReply cut(IntUnaryOperator size) {
        List<WireStep> changed = new ArrayList<>();
        for (WireStep step : steps) {
            if (step instanceof WireStep.Send send) {
                ByteBuffer bytes = send.bytes();
                int from = 0;
                while (from < bytes.limit()) {
                    int length = size.applyAsInt(bytes.limit() - from);
                    changed.add(new WireStep.Send(bytes.slice(from, length)));
                    from += length;
                }
            } else {
                changed.add(step);
            }
        }
        return new WireReply(head, changed);
    }
}
