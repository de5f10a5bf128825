package ai.massgen.toolkit.sse;

import java.io.IOException;

/** A line or an event of a stream exceeds the limit, so the rest of the stream cannot be trusted to end either. */
public final class EventTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    EventTooLargeException(int limit) {
        super("an event of the stream is larger than " + limit + " bytes");
    }
}
