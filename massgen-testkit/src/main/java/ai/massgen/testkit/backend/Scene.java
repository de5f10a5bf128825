package ai.massgen.testkit.backend;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import java.util.List;

/** What a model does in one call while a contract watches. */
public enum Scene {
    /** It says something and is done. */
    TEXT("", "Grüße 🌍, world.", StopReason.END),
    /** It thinks, then says something. */
    REASONING("Let me see.", "It is 42.", StopReason.END),
    /** It says something and calls a tool. */
    TOOL_CALL("", "I look.", StopReason.TOOL_CALLS),
    /** It calls three tools at once, the last one without arguments. */
    PARALLEL_TOOL_CALLS("", "", StopReason.TOOL_CALLS),
    /** It says something until the limit on output tokens cuts it off. */
    MAX_TOKENS("", "It goes on and", StopReason.MAX_TOKENS),
    /** It repeats what the last user message contains. The only scene whose text depends on the request. */
    ECHO("", "", StopReason.END),
    /** It says nothing, for at least a minute. */
    SILENCE("", "", StopReason.END),
    /** It says the beginning of {@link #TEXT} and then nothing, for at least half a minute. */
    HALF("", "Grüße 🌍, world.", StopReason.END),
    /** It fails with {@link #failure} instead of replying. */
    FAILURE("", "", StopReason.END);

    private final String thoughts;
    private final String text;
    private final StopReason stopReason;

    Scene(String thoughts, String text, StopReason stopReason) {
        this.thoughts = thoughts;
        this.text = text;
        this.stopReason = stopReason;
    }

    /**
     * What the model thinks, in any number of pieces.
     *
     * @return the reasoning, empty if it does not think aloud
     */
    public String thoughts() {
        return thoughts;
    }

    /**
     * What the model says, in any number of pieces, but more than one where there are several words.
     *
     * @return the visible text, empty if it says nothing
     */
    public String text() {
        return text;
    }

    /**
     * The tools that the model calls. Names and arguments matter; the ids are up to the backend or its provider.
     *
     * @return the calls in order, possibly none
     */
    public List<ToolCall> toolCalls() {
        return switch (this) {
            case TOOL_CALL -> List.of(call(1, "look", "{\"at\":1}"));
            case PARALLEL_TOOL_CALLS ->
                List.of(call(1, "look", "{\"at\":1}"), call(2, "look", "{\"at\":2}"), call(3, "list", "{}"));
            case TEXT, REASONING, MAX_TOKENS, ECHO, SILENCE, HALF, FAILURE -> List.of();
        };
    }

    /**
     * Why the reply ends.
     *
     * @return the reason
     */
    public StopReason stopReason() {
        return stopReason;
    }

    /**
     * How {@link #FAILURE} fails.
     *
     * @return the kind
     */
    public static Kind failure() {
        return Kind.RATE_LIMITED;
    }

    private static ToolCall call(int number, String tool, String arguments) {
        return new ToolCall("call-" + number, tool, new Json(arguments));
    }
}
