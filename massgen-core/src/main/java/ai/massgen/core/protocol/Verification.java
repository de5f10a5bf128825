package ai.massgen.core.protocol;

import java.util.Optional;

/** Lets another agent judge what was presented: rule 10. */
final class Verification {
    private Verification() {}

    /** Begins a judgement if the rules allow to go on afterwards, there is time, and there is somebody to judge. */
    static Optional<Step> begin(Step step, Phase.Presenting presenting, Outcome.Decided presented) {
        State state = step.state();
        boolean mayGoOn =
                !presenting.last() && state.restarts().size() < state.rules().restarts();
        return mayGoOn
                ? judge(state, presenting.winner()).map(judge -> begin(step, presented, judge))
                : Optional.empty();
    }

    private static Step begin(Step step, Outcome.Decided presented, Alias judge) {
        return step.with(step.state().with(new Phase.Judging(presented, judge)))
                .fact(new Fact.JudgementStarted(judge))
                .effect(new Effect.Judge(judge, new Brief.Judge(presented.winner(), presented.answer())));
    }

    /** The next agent in the roster that still takes part, counted round from the one that presented; never that one. */
    private static Optional<Alias> judge(State state, Alias presenter) {
        int agents = state.seats().size();
        return state.agents()
                .map(agent -> new Alias((presenter.number() - 1 + agent.number()) % agents + 1))
                .filter(agent -> !agent.equals(presenter) && state.seat(agent).active())
                .findFirst();
    }

    static Step judged(State state, Phase.Judging judging, Input.Judged input) {
        if (!judging.judge().equals(input.agent())) {
            return Step.none(state);
        }
        return switch (input.judgement()) {
            case Judgement.Confirmed confirmed -> Ending.finish(Step.none(state), judging.presented());
            case Judgement.Again again -> restart(state, judging, again);
        };
    }

    static Step failed(State state, Phase.Judging judging, Input.JudgementFailed input) {
        boolean judges = judging.judge().equals(input.agent());
        return judges ? missed(state, judging, input.reason()) : Step.none(state);
    }

    static Step tooLate(State state, Phase.Judging judging) {
        return missed(state, judging, "there is no time to go on");
    }

    private static Step missed(State state, Phase.Judging judging, String why) {
        Step step = Step.none(state).fact(new Fact.JudgementMissed(judging.judge(), why));
        return Ending.finish(step, judging.presented());
    }

    /** The board stays, the votes are void, and everybody who still takes part is given a turn. */
    private static Step restart(State state, Phase.Judging judging, Judgement.Again again) {
        Outcome.Decided presented = judging.presented();
        Restart restart = new Restart(
                judging.judge(), presented.winner(), presented.answer(), again.reason(), again.instructions());
        State next = state.with(state.board().withoutVotes()).with(restart).with(new Phase.Coordinating(false));
        for (Alias agent : next.whose(Seat::active)) {
            next = next.with(agent, next.seat(agent).at(new Standing.Waiting()));
        }
        return Floor.give(Step.none(next).fact(new Fact.Restarted(restart)));
    }
}
