package ai.massgen.api.message;

import ai.massgen.api.Json;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of a tool call. A failure is a result too, because the model must see it. Immutable.
 *
 * @param callId the id of the {@link ToolCall}
 * @param text what the model reads
 * @param structured the tool's structured content, if it gave any
 * @param error whether the call failed
 */
public record ToolResult(String callId, String text, Optional<Json> structured, boolean error) {
    /** Checks for null. */
    public ToolResult {
        Objects.requireNonNull(callId, "callId");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(structured, "structured");
    }

    /**
     * Makes the result of a call that succeeded.
     *
     * @param callId the id of the call
     * @param text what the model reads
     * @return the result
     */
    public static ToolResult success(String callId, String text) {
        return new ToolResult(callId, text, Optional.empty(), false);
    }

    /**
     * Makes the result of a call that failed.
     *
     * @param callId the id of the call
     * @param text what went wrong, written for the model
     * @return the result
     */
    public static ToolResult failure(String callId, String text) {
        return new ToolResult(callId, text, Optional.empty(), true);
    }
}
