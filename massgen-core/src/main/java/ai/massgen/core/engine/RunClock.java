package ai.massgen.core.engine;

import ai.massgen.core.config.LimitsConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time limits of one run. Until the presentation must begin: the run's limit less the reserve. Until the end: the
 * run's limit, or the reserve if the presentation began late.
 */
final class RunClock {
    private final InstantSource clock;
    private final Instant started;
    private final LimitsConfig limits;

    RunClock(InstantSource clock, LimitsConfig limits) {
        this.clock = clock;
        this.started = clock.instant();
        this.limits = limits;
    }

    Duration elapsed() {
        return Duration.between(started, clock.instant());
    }

    Duration untilPresentation() {
        return untilEnd().minus(limits.presentationReserve());
    }

    Duration untilEnd() {
        return limits.run().minus(elapsed());
    }
}
