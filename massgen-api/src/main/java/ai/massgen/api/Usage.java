package ai.massgen.api;

/**
 * Tokens that a model call consumed, normalised over all providers. Immutable.
 *
 * @param inputTokens all tokens of the prompt, those read from a cache included
 * @param outputTokens all tokens generated, reasoning included
 * @param cachedInputTokens the part of {@code inputTokens} that was read from the provider's cache
 * @param reasoningTokens the part of {@code outputTokens} that was reasoning
 */
public record Usage(long inputTokens, long outputTokens, long cachedInputTokens, long reasoningTokens) {
    /** Nothing consumed: the neutral element of {@link #plus}. A provider that reports nothing is not this. */
    public static final Usage ZERO = new Usage(0, 0, 0, 0);

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative or a part exceeds its whole
     */
    public Usage {
        if (inputTokens < 0 || outputTokens < 0 || cachedInputTokens < 0 || reasoningTokens < 0) {
            throw new IllegalArgumentException("negative token count: input " + inputTokens + ", output " + outputTokens
                    + ", cached " + cachedInputTokens + ", reasoning " + reasoningTokens);
        }
        if (cachedInputTokens > inputTokens) {
            throw new IllegalArgumentException(
                    "cached input tokens " + cachedInputTokens + " exceed input tokens " + inputTokens);
        }
        if (reasoningTokens > outputTokens) {
            throw new IllegalArgumentException(
                    "reasoning tokens " + reasoningTokens + " exceed output tokens " + outputTokens);
        }
    }

    /**
     * Adds two usages.
     *
     * @param other what to add
     * @return the sum
     */
    public Usage plus(Usage other) {
        return new Usage(
                inputTokens + other.inputTokens,
                outputTokens + other.outputTokens,
                cachedInputTokens + other.cachedInputTokens,
                reasoningTokens + other.reasoningTokens);
    }

    /**
     * All tokens together.
     *
     * @return input plus output
     */
    public long totalTokens() {
        return inputTokens + outputTokens;
    }
}
