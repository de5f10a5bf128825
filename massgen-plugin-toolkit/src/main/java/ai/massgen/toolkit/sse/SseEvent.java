package ai.massgen.toolkit.sse;

import java.util.Objects;

/**
 * One server-sent event. Immutable.
 *
 * @param type the value of the {@code event} field, {@code message} if there was none
 * @param data the lines of the {@code data} fields, joined with line feeds
 * @param terminated whether the blank line that ends an event was there; without it the stream ended right after this
 *     event, which is the habit of some servers and also what a cut stream looks like
 */
public record SseEvent(String type, String data, boolean terminated) {
    /** Checks for null. */
    public SseEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(data, "data");
    }
}
