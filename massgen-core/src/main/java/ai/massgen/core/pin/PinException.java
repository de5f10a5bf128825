package ai.massgen.core.pin;

import ai.massgen.api.MassGenException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A server or a tool that is not what was pinned, or a lock file that nothing can be compared with. */
public final class PinException extends MassGenException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What is wrong. */
    public enum Kind {
        /** The lock file cannot be read or written, or is no lock file. */
        LOCK_UNUSABLE,
        /** The server is not in the lock file, and nothing may be added to it. */
        NOT_PINNED,
        /** The user did not want to trust a new server. */
        NOT_TRUSTED,
        /** Behind the same name is another image than the one that was pinned. */
        SERVER_CHANGED,
        /** A tool is described differently than when it was pinned. */
        DEFINITION_CHANGED,
        /** The server no longer has a tool that was pinned. */
        TOOL_MISSING;

        /**
         * The error id of this kind.
         *
         * @return for example {@code pin.definition-changed}
         */
        public String code() {
            return "pin." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Creates a failure.
     *
     * @param kind what is wrong
     * @param message what happened, with which server, and what to do
     */
    public PinException(Kind kind, String message) {
        this(kind, message, null);
    }

    /**
     * Creates a failure with a cause.
     *
     * @param kind what is wrong
     * @param message what happened, with which server, and what to do
     * @param cause the cause, or null
     */
    public PinException(Kind kind, String message, @Nullable Throwable cause) {
        super(kind.code(), message, cause);
        this.kind = kind;
    }

    /**
     * What is wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
