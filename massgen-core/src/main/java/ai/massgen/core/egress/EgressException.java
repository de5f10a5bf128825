package ai.massgen.core.egress;

import ai.massgen.api.MassGenException;
import org.jspecify.annotations.Nullable;

/** A way out that could not be made. */
public final class EgressException extends MassGenException {
    private static final long serialVersionUID = 1L;

    /** The error id. */
    public static final String CODE = "tool.egress";

    /**
     * Creates a failure.
     *
     * @param message what happened and what to do
     * @param cause the cause, or null
     */
    public EgressException(String message, @Nullable Throwable cause) {
        super(CODE, message, cause);
    }
}
