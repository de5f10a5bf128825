package ai.massgen.cli.view;

import ai.massgen.core.event.Spent;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What calls cost, in words. Unknown is never shown as nothing. */
final class Money {
    private static final BigDecimal SMALLEST = new BigDecimal("0.0001");
    private static final int DIGITS = 4;

    private Money() {}

    /** Such as {@code $0.0123}, {@code cost unknown}, {@code $0.01 and more (unknown for 2 calls)}. */
    static String of(Spent spent) {
        if (spent.unpriced() == 0) {
            return amount(spent.cost());
        }
        return spent.cost().signum() == 0
                ? "cost unknown"
                : amount(spent.cost()) + " and more (unknown for " + Words.count(spent.unpriced(), "call") + ")";
    }

    private static String amount(BigDecimal dollars) {
        if (dollars.signum() == 0) {
            return "$0";
        }
        return dollars.compareTo(SMALLEST) < 0
                ? "less than $" + SMALLEST
                : "$" + dollars.setScale(dollars.compareTo(BigDecimal.ONE) < 0 ? DIGITS : 2, RoundingMode.HALF_UP);
    }
}
