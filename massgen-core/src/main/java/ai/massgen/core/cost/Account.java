package ai.massgen.core.cost;

import ai.massgen.api.Usage;
import ai.massgen.core.cost.BudgetException.Kind;
import ai.massgen.core.event.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one agent, or all of a run, has spent and may spend. Calls under way are counted with what they are expected to take,
 * so that agents that call at once cannot all take the same last piece. Not thread-safe.
 */
public final class Account {
    private final Optional<String> owner;
    private final Map<Kind, BigDecimal> limits;
    private final BigDecimal soft;
    private final Set<Kind> softTold = EnumSet.noneOf(Kind.class);
    private final Set<Kind> hardTold = EnumSet.noneOf(Kind.class);
    private Usage usage = Usage.ZERO;
    private int calls;
    private BigDecimal cost = BigDecimal.ZERO;
    private int unpriced;
    private Expected underWay = Expected.NOTHING;

    /**
     * Opens an account.
     *
     * @param owner the agent, empty for the run
     * @param allowance how much may be spent
     * @param soft which part of it before its owner is told
     */
    public Account(Optional<String> owner, Allowance allowance, double soft) {
        this.owner = owner;
        this.limits = allowance.limits();
        this.soft = BigDecimal.valueOf(soft);
    }

    /**
     * What a call is expected to take before it has been made. Immutable.
     *
     * @param tokens tokens
     * @param cost US dollars
     */
    public record Expected(long tokens, BigDecimal cost) {
        /** Nothing. */
        public static final Expected NOTHING = new Expected(0, BigDecimal.ZERO);

        Expected plus(Expected other) {
            return new Expected(tokens + other.tokens, cost.add(other.cost));
        }

        Expected minus(Expected other) {
            return new Expected(tokens - other.tokens, cost.subtract(other.cost));
        }
    }

    private Map<Kind, BigDecimal> levels(Duration time) {
        return new EnumMap<>(Map.of(
                Kind.TOKENS, BigDecimal.valueOf(usage.totalTokens()),
                Kind.COST, cost,
                Kind.CALLS, BigDecimal.valueOf(calls),
                Kind.TIME, Allowance.seconds(time)));
    }

    /**
     * What stands in the way of a call. The time of a run does not: it ends by the clock, and its presentation comes later.
     *
     * @param next what it is expected to take
     * @param time how much time is spent
     * @return the limit that is spent, or that the call would exceed
     */
    public Optional<Reached> refusal(Expected next, Duration time) {
        Map<Kind, BigDecimal> wanted = Map.of(
                Kind.TOKENS,
                BigDecimal.valueOf(underWay.tokens() + next.tokens()),
                Kind.COST,
                underWay.cost().add(next.cost()),
                Kind.CALLS,
                BigDecimal.ONE,
                Kind.TIME,
                BigDecimal.ZERO);
        Map<Kind, BigDecimal> levels = levels(time);
        return limits.entrySet().stream()
                .filter(limit -> owner.isPresent() || limit.getKey() != Kind.TIME)
                .filter(limit -> {
                    BigDecimal level = of(levels, limit.getKey());
                    return level.compareTo(limit.getValue()) >= 0
                            || level.add(of(wanted, limit.getKey())).compareTo(limit.getValue()) > 0;
                })
                .map(limit -> new Reached(limit.getKey(), of(levels, limit.getKey()), limit.getValue()))
                .findFirst();
    }

    private static BigDecimal of(Map<Kind, BigDecimal> amounts, Kind kind) {
        return amounts.getOrDefault(kind, BigDecimal.ZERO);
    }

    /**
     * Refuses a call.
     *
     * @param reached the limit in its way
     * @return the exception to throw
     */
    public BudgetException refused(Reached reached) {
        return new BudgetException(owner, reached);
    }

    /**
     * Whether something is told for the first time.
     *
     * @param reached the limit that is spent
     * @return whether nobody has been told yet
     */
    public boolean tellsFirst(Reached reached) {
        return hardTold.add(reached.kind());
    }

    /**
     * The limits that are nearly spent and were not a moment ago.
     *
     * @param time how much time is spent
     * @return the limits, each told once
     */
    public List<Reached> nearlySpent(Duration time) {
        Map<Kind, BigDecimal> levels = levels(time);
        return limits.entrySet().stream()
                .filter(limit ->
                        of(levels, limit.getKey()).compareTo(limit.getValue().multiply(soft)) >= 0)
                .filter(limit -> softTold.add(limit.getKey()))
                .map(limit -> new Reached(limit.getKey(), of(levels, limit.getKey()), limit.getValue()))
                .toList();
    }

    /**
     * Whether a limit is nearly spent, as far as {@link #nearlySpent} has looked.
     *
     * @return whether its owner should come to an end
     */
    public boolean hurries() {
        return !softTold.isEmpty();
    }

    /**
     * A call begins.
     *
     * @param next what it is expected to take
     */
    public void begin(Expected next) {
        calls++;
        underWay = underWay.plus(next);
    }

    /**
     * A call is over.
     *
     * @param expected what it was expected to take
     * @param used what it took, if the provider told
     * @param paid what it cost, empty if that is unknown
     */
    public void end(Expected expected, Optional<Usage> used, Optional<BigDecimal> paid) {
        underWay = underWay.minus(expected);
        usage = used.map(usage::plus).orElse(usage);
        cost = paid.map(cost::add).orElse(cost);
        unpriced += paid.isPresent() ? 0 : 1;
    }

    /**
     * What is spent.
     *
     * @return all calls that are over; those under way are counted as calls only
     */
    public Spent spent() {
        return new Spent(usage, calls, cost, unpriced);
    }
}
