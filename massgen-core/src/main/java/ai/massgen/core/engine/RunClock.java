package ai.massgen.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The time limits of one run: until the decision, and beyond it the reserve for the presentation. */
final class RunClock {
    private final InstantSource clock;
    private final Instant started;
    private final Duration limit;
    private final Duration reserve;

    RunClock(InstantSource clock, Duration limit, Duration reserve) {
        this.clock = clock;
        this.started = clock.instant();
        this.limit = limit;
        this.reserve = reserve;
    }

    Duration elapsed() {
        return Duration.between(started, clock.instant());
    }

    Duration untilDecision() {
        return limit.minus(elapsed());
    }

    Duration untilEnd() {
        return untilDecision().plus(reserve);
    }
}
