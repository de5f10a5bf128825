package ai.massgen.core.event;

import ai.massgen.api.Usage;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What model calls consumed. Immutable.
 *
 * @param usage the tokens of all calls whose provider told
 * @param calls how many calls were made, attempts included
 * @param cost what the calls cost whose price and tokens are known, in US dollars
 * @param unpriced of how many calls the cost is unknown, which is not the same as nothing
 */
public record Spent(Usage usage, int calls, BigDecimal cost, int unpriced) {
    /** Nothing consumed. */
    public static final Spent NOTHING = new Spent(Usage.ZERO, 0, BigDecimal.ZERO, 0);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or more calls are unpriced than were made
     */
    public Spent {
        Objects.requireNonNull(usage, "usage");
        if (cost.signum() < 0 || unpriced < 0 || unpriced > calls) {
            throw new IllegalArgumentException(
                    "cost " + cost + ", " + unpriced + " of " + calls + " calls without a known cost");
        }
    }

    /**
     * What everything cost.
     *
     * @return US dollars, empty if the cost of a call is unknown
     */
    public Optional<BigDecimal> total() {
        return unpriced == 0 ? Optional.of(cost) : Optional.empty();
    }
}
