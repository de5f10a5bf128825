package ai.massgen.core.mcp;

import com.fasterxml.jackson.databind.JsonNode;

/** How a call ended. */
sealed interface Outcome {
    /**
     * The result.
     *
     * @throws McpException if there is none
     */
    default JsonNode result() {
        return switch (this) {
            case Answered answered -> answered.value();
            case Failed failure -> throw failure.exception();
            case Refused refusal -> throw refusal.exception();
        };
    }

    /** With a result. */
    record Answered(JsonNode value) implements Outcome {}

    /** Without one. The exception is made on the caller's thread, so that its stack trace leads to the caller. */
    record Failed(McpException.Kind kind, String message) implements Outcome {
        McpException exception() {
            return new McpException(kind, message);
        }
    }

    /** With an error of the protocol. */
    record Refused(long code, JsonNode data, String message) implements Outcome {
        McpException exception() {
            return new McpException(McpException.Kind.SERVER_ERROR, message);
        }
    }
}
