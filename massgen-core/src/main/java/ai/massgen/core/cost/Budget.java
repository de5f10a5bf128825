package ai.massgen.core.cost;

import java.util.Objects;

/**
 * How much a run may spend. Immutable.
 *
 * @param run all agents together
 * @param agent each agent
 * @param soft which part may be spent before agents are told to come to an end, above 0 and at most 1
 */
public record Budget(Allowance run, Allowance agent, double soft) {
    /** No limits. */
    public static final Budget UNLIMITED = new Budget(Allowance.UNLIMITED, Allowance.UNLIMITED, 0.8);

    /**
     * Checks the part.
     *
     * @throws IllegalArgumentException if it is not above 0 and at most 1
     */
    public Budget {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(agent, "agent");
        if (!(soft > 0 && soft <= 1)) {
            throw new IllegalArgumentException("soft must be above 0 and at most 1, not " + soft);
        }
    }
}
