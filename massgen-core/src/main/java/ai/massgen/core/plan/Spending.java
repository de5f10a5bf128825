package ai.massgen.core.plan;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import ai.massgen.core.cost.Budget;
import ai.massgen.core.cost.Prices;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run may spend, and what calls cost. Immutable.
 *
 * @param budget what may be spent
 * @param prices the prices that the user gave
 */
public record Spending(Budget budget, Prices prices) {
    /** No limits, and no prices but those that plugins know. */
    public static final Spending UNLIMITED = new Spending(Budget.UNLIMITED, Prices.NONE);

    private static final Price NOTHING = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** Checks for null. */
    public Spending {
        Objects.requireNonNull(budget, "budget");
        Objects.requireNonNull(prices, "prices");
    }

    /**
     * What an agent's calls cost.
     *
     * @param agent the agent
     * @param day the day
     * @return what the user says, else what the plugin knows, empty if nobody knows; nothing for a simulated model
     */
    public Optional<Price> price(AgentPlan agent, LocalDate day) {
        return agent.model()
                .flatMap(model -> prices.of(agent.backend().name(), model))
                .or(() -> agent.backend().simulated() ? Optional.of(NOTHING) : Optional.empty())
                .or(() -> agent.backend().known(day).flatMap(ModelInfo::price));
    }
}
