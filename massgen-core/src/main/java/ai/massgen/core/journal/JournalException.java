package ai.massgen.core.journal;

import ai.massgen.api.MassGenException;
import org.jspecify.annotations.Nullable;

/** A journal that cannot be written or read. The run that it belongs to cannot go on. */
public final class JournalException extends MassGenException {
    /** The error id if it cannot be written. */
    public static final String UNWRITABLE = "workspace.journal-unwritable";

    /** The error id if it cannot be read, or what it says makes no sense. */
    public static final String UNREADABLE = "workspace.journal-unreadable";

    /** The error id if another process is writing it. */
    public static final String IN_USE = "workspace.journal-in-use";

    private static final long serialVersionUID = 1L;

    JournalException(String code, String message, @Nullable Throwable cause) {
        super(code, message, cause);
    }
}
