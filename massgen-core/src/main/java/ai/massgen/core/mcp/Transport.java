package ai.massgen.core.mcp;

import java.time.Duration;

/**
 * Carries messages. It knows nothing of calls but their ids: who waits for what, and until when, is decided above it.
 * Thread-safe.
 */
interface Transport {
    /**
     * Begins. To be called once, before anything is sent.
     *
     * @param receiver who is told what comes; called on threads of the transport
     */
    void start(Receiver receiver);

    /** From now on this is spoken. */
    void speak(Dialect dialect);

    /**
     * Sends a message, without waiting for it to arrive.
     *
     * @return false if too much waits already; a message to a transport that was closed is dropped silently
     */
    boolean send(Outgoing message);

    /** Nobody waits for the answer to this call any more. */
    void forget(long call);

    /** Closes it after what waits to be sent. Does not wait for that. Idempotent. */
    void close();

    /**
     * Waits until nothing is left of it, after it was closed.
     *
     * @return whether that came in time
     */
    boolean awaitEnd(Duration patience) throws InterruptedException;

    /** Who is told what comes. Thread-safe. */
    interface Receiver {
        /** A whole message has come. */
        void receive(byte[] message);

        /** A message of more than the allowed length has come, of which this is the beginning. */
        void oversized(byte[] head);

        /** No answer will come to this call, if it has not come already. */
        void unanswered(long call, McpException.Kind kind, String what);

        /** Whether somebody waits for the answer to this call. */
        boolean awaits(long call);

        /** Notifications may have been lost. */
        void gap();

        /** The connection is over, for all calls. */
        void lost(McpException.Kind kind, String what);
    }
}
