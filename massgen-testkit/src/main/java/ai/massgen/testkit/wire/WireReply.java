package ai.massgen.testkit.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;

/**
 * What the server answers, and how badly. Immutable: every method returns a changed copy. The body is sent in chunks,
 * one per piece, and ends properly unless a step says otherwise.
 */
public final class WireReply {
    private final int status;
    private final Map<String, String> headers;
    private final List<WireStep> steps;
    private final boolean headless;

    private WireReply(int status, Map<String, String> headers, List<WireStep> steps, boolean headless) {
        this.status = status;
        this.headers = headers;
        this.steps = List.copyOf(steps);
        this.headless = headless;
    }

    /**
     * An answer with a status and no body yet.
     *
     * @param status the HTTP status
     * @return the reply
     */
    public static WireReply status(int status) {
        return new WireReply(status, Map.of(), List.of(), false);
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
        return new WireReply(0, Map.of(), List.of(new WireStep.Stall()), true);
    }

    /**
     * The connection closes after the request, without a byte of an answer.
     *
     * @return the reply
     */
    public static WireReply hangUp() {
        return new WireReply(0, Map.of(), List.of(new WireStep.Cut()), true);
    }

    /**
     * Adds a header.
     *
     * @param name its name
     * @param value its value
     * @return the changed reply
     */
    public WireReply header(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new WireReply(status, changed, steps, headless);
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

    boolean headless() {
        return headless;
    }

    List<WireStep> steps() {
        return steps;
    }

    String head() {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Transfer-Encoding: chunked\r\n\r\n").toString();
    }

    private WireReply then(WireStep step) {
        List<WireStep> changed = new ArrayList<>(steps);
        changed.add(step);
        return new WireReply(status, headers, changed, headless);
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
        return new WireReply(status, headers, changed, headless);
    }
}
