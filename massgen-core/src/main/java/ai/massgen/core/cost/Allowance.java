package ai.massgen.core.cost;

import ai.massgen.core.cost.BudgetException.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much may be spent. What is absent is not limited. Immutable.
 *
 * @param tokens tokens, input and output together
 * @param cost US dollars
 * @param calls model calls, attempts included
 * @param time time
 */
public record Allowance(
        Optional<Long> tokens, Optional<BigDecimal> cost, Optional<Integer> calls, Optional<Duration> time) {
    /** No limits. */
    public static final Allowance UNLIMITED =
            new Allowance(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** What is limited, and to how much. */
    Map<Kind, BigDecimal> limits() {
        Map<Kind, BigDecimal> limits = new EnumMap<>(Kind.class);
        tokens.ifPresent(most -> limits.put(Kind.TOKENS, BigDecimal.valueOf(most)));
        cost.ifPresent(most -> limits.put(Kind.COST, most));
        calls.ifPresent(most -> limits.put(Kind.CALLS, BigDecimal.valueOf(most)));
        time.ifPresent(most -> limits.put(Kind.TIME, seconds(most)));
        return limits;
    }

    static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.toMillis(), 3);
    }
}
