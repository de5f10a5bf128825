package ai.massgen.api.backend;

/** What a model can do, declared by {@link Backend#capabilities} and checked both ways by the contract tests. */
public enum Capability {
    /** Takes {@link ModelRequest#tools} and may answer with tool calls. */
    TOOLS,
    /** May ask for several tool calls in one reply. */
    PARALLEL_TOOL_CALLS,
    /** Takes {@link ai.massgen.api.message.Part.Image} parts. */
    IMAGES,
    /** Takes {@link ai.massgen.api.message.Part.Document} parts of type {@code application/pdf}. */
    DOCUMENTS,
    /** Takes {@link ModelRequest#temperature}. */
    TEMPERATURE,
    /** Takes {@link ModelRequest#seed}. */
    SEED,
    /** Takes {@link ModelRequest#maxOutputTokens}. */
    MAX_OUTPUT_TOKENS,
    /** Takes {@link ModelRequest#outputSchema} and answers with JSON of that schema. */
    STRUCTURED_OUTPUT,
    /** Offers to search the web: a {@linkplain #providerTool provider tool}. */
    WEB_SEARCH,
    /** Offers to run code on the provider's machines: a {@linkplain #providerTool provider tool}. */
    CODE_EXECUTION,
    /** Offers to search files that were given to the provider: a {@linkplain #providerTool provider tool}. */
    FILE_SEARCH,
    /** Offers to read pages by their address: a {@linkplain #providerTool provider tool}. */
    URL_CONTEXT;

    /**
     * Whether this is a tool that the provider runs itself, see {@link ModelRequest#providerTools}.
     *
     * @return true for a provider tool
     */
    public boolean providerTool() {
        return switch (this) {
            case WEB_SEARCH, CODE_EXECUTION, FILE_SEARCH, URL_CONTEXT -> true;
            case TOOLS,
                    PARALLEL_TOOL_CALLS,
                    IMAGES,
                    DOCUMENTS,
                    TEMPERATURE,
                    SEED,
                    MAX_OUTPUT_TOKENS,
                    STRUCTURED_OUTPUT -> false;
        };
    }
}
