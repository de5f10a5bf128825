package ai.massgen.core.attach;

import ai.massgen.api.MassGenException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something that cannot go with a question. Nothing has been asked yet. */
public final class AttachmentException extends MassGenException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The file cannot be read, is too large, or is of no known kind. */
        UNUSABLE,
        /** The model of an agent cannot take it. */
        UNSUPPORTED;

        /**
         * The error id of this kind.
         *
         * @return for example {@code attachment.unusable}
         */
        public String code() {
            return "attachment." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Creates an exception.
     *
     * @param kind what is wrong
     * @param message what happened and what to do
     * @param cause the cause, or null
     */
    public AttachmentException(Kind kind, String message, @Nullable Throwable cause) {
        super(kind.code(), message, cause);
    }

    /** Something is unusable. */
    static AttachmentException unusable(String message, @Nullable Throwable cause) {
        return new AttachmentException(Kind.UNUSABLE, message, cause);
    }
}
