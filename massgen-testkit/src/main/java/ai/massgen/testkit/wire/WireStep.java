package ai.massgen.testkit.wire;

import java.nio.ByteBuffer;
import java.time.Duration;

/** One thing the server does after the headers of a reply. */
sealed interface WireStep {
    /** Sends bytes in one piece and flushes them. */
    record Send(ByteBuffer bytes) implements WireStep {}

    /** Sends the same bytes again and again, with a pause after each time, until the client goes away. */
    record Repeat(ByteBuffer bytes, Duration pause) implements WireStep {}

    /** Sends nothing more until the client goes away. */
    record Stall() implements WireStep {}

    /** Closes the connection in the middle of the body. */
    record Cut() implements WireStep {}

    /** Resets the connection in the middle of the body. */
    record Reset() implements WireStep {}
}
