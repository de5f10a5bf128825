package ai.massgen.api.backend;

/** What a model can do, declared by {@link Backend#capabilities} and checked both ways by the contract tests. */
public enum Capability {
    /** Takes {@link ModelRequest#tools} and may answer with tool calls. */
    TOOLS,
    /** May ask for several tool calls in one reply. */
    PARALLEL_TOOL_CALLS,
    /** Takes {@link ai.massgen.api.message.Part.Image} parts. */
    IMAGES,
    /** Takes {@link ModelRequest#temperature}. */
    TEMPERATURE,
    /** Takes {@link ModelRequest#seed}. */
    SEED,
    /** Takes {@link ModelRequest#maxOutputTokens}. */
    MAX_OUTPUT_TOKENS
}
