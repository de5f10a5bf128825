package ai.massgen.core.cost;

import ai.massgen.api.MassGenException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/** A call that was not made because there is nothing left to pay for it. */
public final class BudgetException extends MassGenException {
    private static final long serialVersionUID = 1L;

    /** What is limited. */
    public enum Kind {
        /** Tokens, input and output together. */
        TOKENS("tokens"),
        /** US dollars. */
        COST("US dollars"),
        /** Model calls, attempts included. */
        CALLS("model calls"),
        /** Time: of a run from its beginning, of an agent in its calls. */
        TIME("seconds");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        /**
         * The error id of this kind.
         *
         * @return for example {@code budget.tokens}
         */
        public String code() {
            return "budget." + key();
        }

        /**
         * The key in the configuration.
         *
         * @return for example {@code tokens}
         */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Creates an exception.
     *
     * @param agent whose budget is spent, empty for that of the run
     * @param reached what is spent
     */
    BudgetException(Optional<String> agent, Reached reached) {
        super(reached.kind().code(), message(agent, reached), null);
    }

    private static String message(Optional<String> agent, Reached reached) {
        String key = agent.isPresent() ? "budget.agent." : "budget.";
        return "the budget of " + agent.orElse("the run") + " does not allow another call: "
                + plain(reached.spent()) + " of " + plain(reached.limit()) + " " + reached.kind().unit
                + " are spent; raise " + key + reached.kind().key() + " to let it go on";
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
