package ai.massgen.core.engine;

import ai.massgen.api.MassGenException;

/** A run that cannot be resumed. */
public final class ResumeException extends MassGenException {
    /** The error id. */
    public static final String CODE = "run.not-resumable";

    private static final long serialVersionUID = 1L;

    ResumeException(String message) {
        super(CODE, message, null);
    }
}
