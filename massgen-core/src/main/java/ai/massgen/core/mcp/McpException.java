package ai.massgen.core.mcp;

import ai.massgen.api.MassGenException;
import java.util.Locale;

/** A tool server that did not answer as it must. The message quotes what came from the server only in escaped form. */
public final class McpException extends MassGenException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong, as far as the caller must tell cases apart. */
    public enum Kind {
        /** What came is no valid answer. */
        PROTOCOL_ERROR,
        /** The server speaks no revision that this client speaks. */
        PROTOCOL_VERSION,
        /** No answer came in time. */
        TIMEOUT,
        /** The server answered with a JSON-RPC error. */
        SERVER_ERROR,
        /** A message was longer than is allowed. */
        MESSAGE_TOO_LARGE,
        /** The server does not read what it is sent. */
        OVERLOADED,
        /** The connection has ended. */
        CLOSED,
        /** Nobody answers where the server should be. */
        UNREACHABLE,
        /** The server's name leads to an address that must not be connected to. */
        REFUSED_ADDRESS,
        /** The server wants to know who asks. */
        UNAUTHORIZED,
        /** The server knows who asks and does not allow it. */
        FORBIDDEN,
        /** The server answered with an HTTP status that is no success. */
        HTTP_STATUS,
        /** The server has ended the session. Nothing of the call was done. */
        SESSION_ENDED,
        /** The server wants to be told something that this client does not tell. */
        INPUT_REQUIRED;

        /**
         * The error id of this kind.
         *
         * @return for example {@code mcp.protocol-error}
         */
        public String code() {
            return "mcp." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Creates a failure.
     *
     * @param kind what went wrong
     * @param message what happened, with which server, and what to do
     */
    public McpException(Kind kind, String message) {
        super(kind.code(), message, null);
        this.kind = kind;
    }

    /**
     * What went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
