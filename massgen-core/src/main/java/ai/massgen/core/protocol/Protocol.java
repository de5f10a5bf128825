package ai.massgen.core.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The coordination of a run as a pure function. The same state and the same input always give the same step, and no input
 * makes it throw. Thread-safe: there is nothing to share. Called by the engine's conductor, and by replay.
 */
public final class Protocol {
    private Protocol() {}

    /**
     * The state before a run.
     *
     * @param agents how many agents there are, at least 1
     * @param rules what they are coordinated by
     * @return a state that waits for {@link Input.Begin}
     * @throws IllegalArgumentException if there is no agent
     */
    public static State initial(int agents, Rules rules) {
        if (agents < 1) {
            throw new IllegalArgumentException("a run needs at least 1 agent, not " + agents);
        }
        List<Seat> seats = Collections.nCopies(agents, Seat.NEW);
        return new State(rules, seats, Board.EMPTY, List.of(), new Phase.Ready());
    }

    /**
     * Takes a step.
     *
     * @param state the state
     * @param input what has happened
     * @return the next state with what follows from it; the same state and nothing else if the input comes to nothing
     */
    public static Step step(State state, Input input) {
        return switch (state.phase()) {
            case Phase.Ready ready -> ready(state, input);
            case Phase.Coordinating coordinating -> coordinating(state, input);
            case Phase.Presenting presenting -> presenting(state, presenting, input);
            case Phase.Judging judging -> judging(state, judging, input);
            case Phase.Finished finished -> Step.none(state);
        };
    }

    private static Step ready(State state, Input input) {
        return switch (input) {
            case Input.Begin begin -> begin(state);
            case Input.DeadlineReached deadline -> timeUp(state);
            case Input.DecideNow now -> Ending.decide(Step.none(state), now.why());
            case Input.CancelRequested cancel -> Ending.cancel(state);
            case Input.WrapUp early -> Step.none(state);
            case Input.OfTurn early -> Step.none(state);
            case Input.OfPresentation early -> Step.none(state);
            case Input.OfJudgement early -> Step.none(state);
        };
    }

    private static Step begin(State state) {
        return state.rules().skipCoordination()
                ? Ending.skip(state)
                : Floor.give(Step.none(state.with(new Phase.Coordinating(false))));
    }

    private static Step coordinating(State state, Input input) {
        return switch (input) {
            case Input.OfTurn in -> inTurn(state, in);
            case Input.WrapUp in -> wrapUp(state, in.why());
            case Input.DeadlineReached deadline -> timeUp(state);
            case Input.DecideNow now -> Ending.decide(Step.none(state), now.why());
            case Input.CancelRequested cancel -> Ending.cancel(state);
            case Input.Begin again -> Step.none(state);
            case Input.OfPresentation early -> Step.none(state);
            case Input.OfJudgement early -> Step.none(state);
        };
    }

    private static Step presenting(State state, Phase.Presenting presenting, Input input) {
        return switch (input) {
            case Input.Presented in -> Ending.presented(state, in.agent(), in.text());
            case Input.PresentationFailed in -> Ending.presentationFailed(state, in.agent(), in.reason());
            case Input.CancelRequested cancel -> Ending.cancel(state);
            // the presentation has the reserve: the engine ends it in time with PresentationFailed
            case Input.OfTime time -> Ending.lastPresentation(state, presenting);
            case Input.Begin late -> Step.none(state);
            case Input.OfTurn late -> Step.none(state);
            case Input.OfJudgement early -> Step.none(state);
        };
    }

    private static Step judging(State state, Phase.Judging judging, Input input) {
        return switch (input) {
            case Input.Judged in -> Verification.judged(state, judging, in);
            case Input.JudgementFailed in -> Verification.failed(state, judging, in);
            case Input.OfTime time -> Verification.tooLate(state, judging);
            case Input.CancelRequested cancel -> Ending.cancel(state);
            case Input.Begin late -> Step.none(state);
            case Input.OfTurn late -> Step.none(state);
            case Input.OfPresentation late -> Step.none(state);
        };
    }

    /** An input about a turn comes to nothing unless that very turn is under way. */
    private static Step inTurn(State state, Input.OfTurn input) {
        boolean underWay = state.knows(input.agent())
                && state.seat(input.agent()).standing() instanceof Standing.Working working
                && working.turn() == input.turn();
        if (!underWay) {
            return Step.none(state);
        }
        return settle(
                switch (input) {
                    case Input.Submitted in -> Hearing.hear(state, in);
                    case Input.TurnEnded in -> Hearing.ended(state, in.agent());
                    case Input.TurnFailed in -> Hearing.failed(state, in);
                });
    }

    private static Step wrapUp(State state, String why) {
        if (state.wrappingUp()) {
            return Step.none(state);
        }
        Step step = Step.none(state.with(new Phase.Coordinating(true))).fact(new Fact.WrapUpBegan(why));
        return settle(Floor.hurry(step));
    }

    private static Step timeUp(State state) {
        return Ending.decide(Step.none(state), "the time for coordination was up");
    }

    /** What follows from every change of a coordinated run: a decision, or turns for those who wait. */
    private static Step settle(Step step) {
        Optional<String> settled = Tally.settled(step.state());
        if (settled.isPresent()) {
            return Ending.settled(step, settled.get());
        }
        if (step.state().seats().stream().noneMatch(Seat::active)) {
            return Ending.decide(step, "every agent had withdrawn");
        }
        return Floor.give(Floor.cancelPointless(step));
    }
}
