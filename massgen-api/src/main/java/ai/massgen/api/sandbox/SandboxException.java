package ai.massgen.api.sandbox;

import ai.massgen.api.MassGenException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A sandbox that could not do what it was asked. */
public final class SandboxException extends MassGenException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong, as far as the caller must tell cases apart. */
    public enum Kind {
        /** The engine does not answer, or not in time. */
        ENGINE_UNAVAILABLE,
        /** The image is not there and may not be pulled. */
        IMAGE_MISSING,
        /** The image could not be pulled. */
        PULL_FAILED,
        /** A package could not be made an image. */
        BUILD_FAILED,
        /** The request cannot be expressed or is not allowed. */
        REFUSED,
        /** The container could not be created or started. */
        START_FAILED,
        /** A control that must be in force is not. */
        NOT_ENFORCED,
        /** The process was killed for lack of memory. */
        OUT_OF_MEMORY,
        /** The process has ended, or the connection to it is lost. */
        LOST,
        /** Nothing came in time. */
        TIMEOUT,
        /** Something could not be removed. */
        CLEANUP_FAILED;

        /**
         * The error id of this kind.
         *
         * @return for example {@code sandbox.not-enforced}
         */
        public String code() {
            return "sandbox." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Creates a failure.
     *
     * @param kind what went wrong
     * @param message what happened, to which container or image, and what to do; without secrets
     */
    public SandboxException(Kind kind, String message) {
        this(kind, message, null);
    }

    /**
     * Creates a failure with a cause.
     *
     * @param kind what went wrong
     * @param message what happened, to which container or image, and what to do; without secrets
     * @param cause the cause, or null
     */
    public SandboxException(Kind kind, String message, @Nullable Throwable cause) {
        super(kind.code(), message, cause);
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
