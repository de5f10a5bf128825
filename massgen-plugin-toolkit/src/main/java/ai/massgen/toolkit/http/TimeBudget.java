package ai.massgen.toolkit.http;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.time.Duration;

/**
 * The time of one call whose reply takes several exchanges: what the first has used, the next cannot use again. Starts with
 * its creation. Immutable.
 */
public final class TimeBudget {
    /** A timeout must be positive, and this one expires at once. */
    private static final Duration LEAST = Duration.ofMillis(1);

    private final Timeouts timeouts;
    private final long start = System.nanoTime();

    /**
     * Starts the time of a call.
     *
     * @param timeouts the limits of the call
     */
    public TimeBudget(Timeouts timeouts) {
        this.timeouts = timeouts;
    }

    /**
     * The limits of the next exchange.
     *
     * @return the limits, of the total only what is left
     */
    public Timeouts left() {
        Duration rest = timeouts.total().minus(Duration.ofNanos(System.nanoTime() - start));
        return new Timeouts(timeouts.firstToken(), timeouts.idle(), rest.compareTo(LEAST) < 0 ? LEAST : rest);
    }
}
