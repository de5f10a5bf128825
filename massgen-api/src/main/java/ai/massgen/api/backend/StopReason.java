package ai.massgen.api.backend;

/** Why a reply ended. A refusal or a cut connection is not a reply but a {@link BackendException}. */
public enum StopReason {
    /** The model was done. */
    END,
    /** The model waits for the results of its tool calls. */
    TOOL_CALLS,
    /** The limit on output tokens was reached. */
    MAX_TOKENS
}
