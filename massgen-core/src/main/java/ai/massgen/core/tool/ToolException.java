package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;

/** A tool call that was not made, for a reason that lies on this side. */
final class ToolException extends MassGenException {
    private static final long serialVersionUID = 1L;

    ToolException(String code, String message) {
        super(code, message, null);
    }
}
