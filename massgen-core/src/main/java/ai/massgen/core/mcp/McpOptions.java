package ai.massgen.core.mcp;

import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How a client behaves. Immutable.
 *
 * @param server the server's name, for messages
 * @param clientVersion the version this client gives of itself
 * @param startTimeout how long the handshake may take, and how long the whole listing of tools may take
 * @param handshake how the conversation begins
 * @param limits what a server may send
 * @param epitaph what is known about the end of the server when its output has ended: exit code and the end of its
 *     standard error, one line or several, already escaped; called once, on a thread of the client, may block for a moment
 * @param nanoTime the clock for rates, as {@link System#nanoTime}
 */
public record McpOptions(
        String server,
        String clientVersion,
        Duration startTimeout,
        Handshake handshake,
        Limits limits,
        Supplier<String> epitaph,
        LongSupplier nanoTime) {
    /**
     * What a server may send. Immutable.
     *
     * @param messageBytes the length of one message
     * @param tools how many tools it may list
     * @param pages on how many pages it may list them
     * @param requestsPerMinute how many of its own requests are answered, even if with a refusal
     */
    public record Limits(int messageBytes, int tools, int pages, int requestsPerMinute) {
        /** What applies when nobody says otherwise. */
        public static final Limits DEFAULT = new Limits(4 << 20, 512, 50, 60);

        /**
         * Checks the limits.
         *
         * @throws IllegalArgumentException if one leaves no room for a useful server
         */
        public Limits {
            if (messageBytes < 1024 || tools < 1 || pages < 1 || requestsPerMinute < 0) {
                throw new IllegalArgumentException("limits too small: message " + messageBytes + " bytes, " + tools
                        + " tools, " + pages + " pages, " + requestsPerMinute + " requests per minute");
            }
        }
    }

    /** Checks for null. */
    public McpOptions {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(clientVersion, "clientVersion");
        Objects.requireNonNull(startTimeout, "startTimeout");
        Objects.requireNonNull(handshake, "handshake");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(epitaph, "epitaph");
        Objects.requireNonNull(nanoTime, "nanoTime");
    }
}
