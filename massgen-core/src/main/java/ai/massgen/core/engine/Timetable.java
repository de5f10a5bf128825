package ai.massgen.core.engine;

import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Phase;
import java.time.Duration;
import java.util.Optional;

/** What time does to a run: at most one announcement, one deadline, and the end of the reserve. Used by one thread. */
final class Timetable {
    private final RunClock clock;
    private final boolean announced;
    private boolean wrappedUp;
    private boolean deadlinePassed;

    /**
     * Makes a timetable.
     *
     * @param clock the run's clock
     * @param announced whether agents are told that time is nearly up
     */
    Timetable(RunClock clock, boolean announced) {
        this.clock = clock;
        this.announced = announced;
    }

    /** Something that will happen to the run, unless something else does before. */
    record Entry(Duration in, Input input) {}

    /** What time will do next; empty if there is nothing any more. */
    Optional<Entry> next(Phase phase) {
        if (!deadlinePassed) {
            return Optional.of(
                    announced && !wrappedUp && phase instanceof Phase.Coordinating
                            ? new Entry(clock.untilWrapUp(), new Input.WrapUp("time is nearly up"))
                            : new Entry(clock.untilDecision(), new Input.DeadlineReached()));
        }
        return end(phase).map(input -> new Entry(clock.untilEnd(), input));
    }

    private static Optional<Input> end(Phase phase) {
        return switch (phase) {
            case Phase.Presenting presenting ->
                Optional.of(new Input.PresentationFailed(presenting.winner(), "the presentation did not end in time"));
            case Phase.Judging judging ->
                Optional.of(new Input.JudgementFailed(judging.judge(), "the judgement did not end in time"));
            case Phase.Ready ready -> Optional.empty();
            case Phase.Coordinating coordinating -> Optional.empty();
            case Phase.Finished finished -> Optional.empty();
        };
    }

    /** Notes what an input says about time, wherever it comes from. */
    void note(Input input) {
        if (input instanceof Input.WrapUp) {
            wrappedUp = true;
        } else if (input instanceof Input.DeadlineReached) {
            deadlinePassed = true;
        } else if (input instanceof Input.DecideNow) {
            clock.decideNow();
            deadlinePassed = true;
        }
    }

    /** Whether time ran out by itself. */
    boolean deadlinePassed() {
        return deadlinePassed;
    }
}
