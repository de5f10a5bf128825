package ai.massgen.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time limits of one run: until its end is announced, until the decision, and beyond it the reserve for presentation and
 * judgement. Used by one thread at a time.
 */
final class RunClock {
    private final InstantSource clock;
    private final Instant started;
    private final Limits limits;
    private Duration decision;

    /**
     * How long a run may take.
     *
     * @param run until the decision
     * @param reserve beyond it
     * @param wrapUp how long before the decision its coming is announced
     */
    record Limits(Duration run, Duration reserve, Duration wrapUp) {}

    /**
     * Starts the clock.
     *
     * @param clock what it reads
     * @param spent what the run has taken before it was resumed
     * @param limits how long the run may take
     */
    RunClock(InstantSource clock, Duration spent, Limits limits) {
        this.clock = clock;
        this.started = clock.instant().minus(spent);
        this.limits = limits;
        this.decision = limits.run();
    }

    Duration elapsed() {
        return Duration.between(started, clock.instant());
    }

    /** Where the announcement would take more than half of the time, it comes at half time. */
    Duration untilWrapUp() {
        Duration half = decision.dividedBy(2);
        Duration before = limits.wrapUp().compareTo(half) < 0 ? limits.wrapUp() : half;
        return decision.minus(before).minus(elapsed());
    }

    Duration untilDecision() {
        return decision.minus(elapsed());
    }

    Duration untilEnd() {
        return untilDecision().plus(limits.reserve());
    }

    /** The decision is now, so that what follows has the reserve and no more. */
    void decideNow() {
        Duration now = elapsed();
        if (now.compareTo(decision) < 0) {
            decision = now;
        }
    }
}
