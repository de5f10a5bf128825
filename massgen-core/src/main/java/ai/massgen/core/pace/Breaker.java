package ai.massgen.core.pace;

import ai.massgen.api.backend.BackendException;
import java.time.Duration;
import java.util.Optional;

/**
 * Leaves a provider alone that keeps failing. After so many failures in a row it opens: calls wait. When the pause is over
 * one call is let through to see how things are. If it succeeds the breaker closes; if it fails all who wait are refused,
 * and everybody else until the next, longer pause is over. So an outage of seconds costs seconds, and a longer one does not
 * cost minutes for each agent. Not thread-safe.
 */
final class Breaker {
    private static final int LONGEST_FACTOR = 32;

    private final int threshold;
    private final Duration pause;
    private State state = new Closed(0);

    Breaker(int threshold, Duration pause) {
        this.threshold = threshold;
        this.pause = pause;
    }

    private sealed interface State {}

    /** All is well, apart from so many failures in a row. */
    private record Closed(int failures) implements State {}

    /** Nobody calls until then. */
    private record Open(long until, int times) implements State {}

    /** One call is under way to see how things are. */
    private record Trying(int times) implements State {}

    /** How long calls have to wait, {@link Long#MAX_VALUE} until something changes. */
    long nanosUntilOpen(long now) {
        return switch (state) {
            case Closed closed -> 0;
            case Open open -> Math.max(0, open.until() - now);
            case Trying trying -> Long.MAX_VALUE;
        };
    }

    /** Whether calls are refused, because trying has not helped. */
    boolean refuses(long now) {
        return state instanceof Open open && open.times() > 1 && open.until() - now > 0;
    }

    /** A call begins. Returns whether it is the one that sees how things are. */
    boolean begin() {
        if (state instanceof Open open) {
            state = new Trying(open.times());
            return true;
        }
        return false;
    }

    /** The call that was to see how things are has come to nothing; the next one may. */
    void abandon(long now) {
        if (state instanceof Trying trying) {
            state = new Open(now, trying.times());
        }
    }

    /** The provider has answered: with a reply or with an error that shows that it is well. */
    Optional<BreakerChange> answered(boolean trial) {
        boolean opened = trial && state instanceof Trying;
        if (opened || state instanceof Closed) {
            state = new Closed(0);
        }
        return opened ? Optional.of(new BreakerChange.Closed()) : Optional.empty();
    }

    Optional<BreakerChange> failed(boolean trial, long now) {
        return switch (state) {
            case Closed closed ->
                closed.failures() + 1 < threshold ? count(closed.failures() + 1) : Optional.of(open(1, now));
            case Trying trying -> trial ? Optional.of(open(trying.times() + 1, now)) : Optional.empty();
            case Open open -> Optional.empty();
        };
    }

    private Optional<BreakerChange> count(int failures) {
        state = new Closed(failures);
        return Optional.empty();
    }

    private BreakerChange open(int times, long now) {
        Duration longer = pause.multipliedBy(Math.min(LONGEST_FACTOR, 1L << Math.min(times - 1, 30)));
        state = new Open(now + longer.toNanos(), times);
        return new BreakerChange.Opened(longer, times > 1);
    }

    /** Whether a failure shows that the provider is not well. */
    static boolean counts(BackendException.Kind kind) {
        return switch (kind) {
            case OVERLOADED, UNAVAILABLE, TIMEOUT -> true;
            case AUTHENTICATION,
                    PERMISSION,
                    INVALID_REQUEST,
                    CONTEXT_OVERFLOW,
                    REFUSED,
                    RATE_LIMITED,
                    QUOTA_EXHAUSTED,
                    TRUNCATED,
                    MALFORMED_REPLY -> false;
        };
    }
}
