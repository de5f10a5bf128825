package ai.massgen.core.cost;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A limit that is spent, or nearly. Immutable.
 *
 * @param kind what is limited
 * @param spent how much of it is spent, in tokens, US dollars, calls or seconds
 * @param limit how much there was
 */
public record Reached(BudgetException.Kind kind, BigDecimal spent, BigDecimal limit) {
    /** Checks for null. */
    public Reached {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(spent, "spent");
        Objects.requireNonNull(limit, "limit");
    }
}
