package ai.massgen.api;

/**
 * Tokens that a model call consumed, normalised over all providers. Immutable.
 *
 * @param inputTokens all tokens of the prompt, those read from a cache included
 * @param outputTokens all tokens generated, reasoning included
 * @param cachedInputTokens the part of {@code inputTokens} that was read from the provider's cache
 * @param reasoningTokens the part of {@code outputTokens} that was reasoning
 * @param cacheWriteTokens the part of {@code inputTokens} that the provider stored in its cache and charges apart
 */
public record Usage(
        long inputTokens, long outputTokens, long cachedInputTokens, long reasoningTokens, long cacheWriteTokens) {
    /** Nothing consumed: the neutral element of {@link #plus}. A provider that reports nothing is not this. */
    public static final Usage ZERO = new Usage(0, 0, 0, 0);

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if a count is negative or a part exceeds its whole
     */
    public Usage {
        if (inputTokens < 0
                || outputTokens < 0
                || cachedInputTokens < 0
                || reasoningTokens < 0
                || cacheWriteTokens < 0) {
            throw new IllegalArgumentException("negative token count: input " + inputTokens + ", output " + outputTokens
                    + ", cached " + cachedInputTokens + ", reasoning " + reasoningTokens + ", cache write "
                    + cacheWriteTokens);
        }
        if (cachedInputTokens > inputTokens) {
            throw new IllegalArgumentException(
                    "cached input tokens " + cachedInputTokens + " exceed input tokens " + inputTokens);
        }
        if (cacheWriteTokens > inputTokens - cachedInputTokens) {
            throw new IllegalArgumentException("cache write tokens " + cacheWriteTokens
                    + " exceed the input tokens not read from the cache, " + (inputTokens - cachedInputTokens));
        }
        if (reasoningTokens > outputTokens) {
            throw new IllegalArgumentException(
                    "reasoning tokens " + reasoningTokens + " exceed output tokens " + outputTokens);
        }
    }

    /**
     * Usage of a call that stored nothing in a cache.
     *
     * @param inputTokens all tokens of the prompt
     * @param outputTokens all tokens generated
     * @param cachedInputTokens the part of the prompt that was read from a cache
     * @param reasoningTokens the part of the output that was reasoning
     */
    public Usage(long inputTokens, long outputTokens, long cachedInputTokens, long reasoningTokens) {
        this(inputTokens, outputTokens, cachedInputTokens, reasoningTokens, 0);
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
                reasoningTokens + other.reasoningTokens,
                cacheWriteTokens + other.cacheWriteTokens);
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
