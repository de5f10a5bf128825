package ai.massgen.api.backend;

import ai.massgen.api.Usage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/**
 * What a model costs, in US dollars per million tokens. Immutable.
 *
 * @param input tokens of the prompt that are in no cache
 * @param output generated tokens, reasoning included
 * @param cachedInput tokens of the prompt that were read from the provider's cache
 * @param cacheWrite tokens of the prompt that were stored in the provider's cache
 */
public record Price(BigDecimal input, BigDecimal output, BigDecimal cachedInput, BigDecimal cacheWrite) {
    private static final int MILLION = 6;

    /**
     * Checks the amounts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Price {
        for (BigDecimal each : List.of(input, output, cachedInput, cacheWrite)) {
            if (each.signum() < 0) {
                throw new IllegalArgumentException("a price must not be negative, got " + each);
            }
        }
    }

    /**
     * The cost of a call.
     *
     * @param usage what it consumed
     * @return US dollars, exact
     */
    public BigDecimal of(Usage usage) {
        Objects.requireNonNull(usage, "usage");
        long plain = usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens();
        return input.multiply(BigDecimal.valueOf(plain))
                .add(cachedInput.multiply(BigDecimal.valueOf(usage.cachedInputTokens())))
                .add(cacheWrite.multiply(BigDecimal.valueOf(usage.cacheWriteTokens())))
                .add(output.multiply(BigDecimal.valueOf(usage.outputTokens())))
                .movePointLeft(MILLION);
    }
}
