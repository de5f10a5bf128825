package ai.massgen.core.workspace;

import ai.massgen.api.MassGenException;
import org.jspecify.annotations.Nullable;

/** A folder of a run that cannot be made or used. */
public final class WorkspaceException extends MassGenException {
    /** The error id. */
    public static final String CODE = "workspace.unusable";

    private static final long serialVersionUID = 1L;

    WorkspaceException(String message, @Nullable Throwable cause) {
        super(CODE, message, cause);
    }
}
