package ai.massgen.api.backend;

import ai.massgen.api.MassGenException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A model call that gave no complete reply. A backend classifies the failure; the engine decides what to do by the
 * {@link Kind}.
 */
public final class BackendException extends MassGenException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;
    private final @Nullable String requestId;

    /** What went wrong, as far as the caller must tell cases apart. */
    public enum Kind {
        /** The key is missing, wrong or expired. */
        AUTHENTICATION(false),
        /** The key is right but may not do this. */
        PERMISSION(false),
        /** The provider does not accept the request: a parameter, a model name, a schema. */
        INVALID_REQUEST(false),
        /** The conversation does not fit into the model's context window. */
        CONTEXT_OVERFLOW(false),
        /** The model or the provider's filter declined to answer. */
        REFUSED(false),
        /** Too many requests or tokens in a window of time. */
        RATE_LIMITED(true),
        /** The account has nothing left; waiting does not help. */
        QUOTA_EXHAUSTED(false),
        /** The provider is busy. */
        OVERLOADED(true),
        /** The provider cannot be reached or is failing. */
        UNAVAILABLE(true),
        /** Nothing came in time. */
        TIMEOUT(true),
        /** The reply was cut before its end. */
        TRUNCATED(true),
        /** The reply makes no sense. */
        MALFORMED_REPLY(true);

        private final boolean retryable;

        Kind(boolean retryable) {
            this.retryable = retryable;
        }

        /**
         * Whether asking again can help, provided that nothing of the reply has been delivered yet.
         *
         * @return true if it can
         */
        public boolean retryable() {
            return retryable;
        }

        /**
         * The error id of this kind.
         *
         * @return for example {@code backend.rate-limited}
         */
        public String code() {
            return "backend." + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Creates a failure.
     *
     * @param kind what went wrong
     * @param message what happened, at which provider and model, and what to do; without secrets
     */
    public BackendException(Kind kind, String message) {
        this(kind, message, null, null, null);
    }

    /**
     * Creates a failure with all it can carry.
     *
     * @param kind what went wrong
     * @param message what happened, at which provider and model, and what to do; without secrets
     * @param cause the cause, or null
     * @param retryAfter how long the provider asks to wait, or null
     * @param requestId the provider's id of the exchange, or null
     */
    public BackendException(
            Kind kind,
            String message,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter,
            @Nullable String requestId) {
        super(kind.code(), message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.requestId = requestId;
    }

    /**
     * What went wrong.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * How long the provider asks to wait.
     *
     * @return the wait, empty if the provider did not say
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * The provider's id of the exchange.
     *
     * @return the id, empty if there was none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }
}
