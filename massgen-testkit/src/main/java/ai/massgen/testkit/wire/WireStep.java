package ai.massgen.testkit.wire;

import java.nio.ByteBuffer;

/** One thing the server does after the headers of a reply. */
sealed interface WireStep {
    /** Sends bytes as one chunk and flushes them. */
    record Send(ByteBuffer bytes) implements WireStep {}

    /** Sends nothing more until the client goes away. */
    record Stall() implements WireStep {}

    /** Closes the connection in the middle of the body. */
    record Cut() implements WireStep {}

    /** Resets the connection in the middle of the body. */
    record Reset() implements WireStep {}
}
