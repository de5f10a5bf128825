package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings a run to its end: decision, presentation, no answer, cancellation. */
final class Ending {
    private Ending() {}

    /** Decides for whoever is ahead, because it has to; without any answer the run ends without one. */
    static Step decide(Step step, String why) {
        return decide(step, why, true);
    }

    /** Decides for whoever is ahead, because the votes are as they are. */
    static Step settled(Step step, String why) {
        return decide(step, why, step.state().wrappingUp());
    }

    private static Step decide(Step step, String why, boolean last) {
        Step quiet = Floor.cancelAll(step, why);
        Optional<Alias> leader = Tally.leader(quiet.state().board());
        return leader.isEmpty() ? noAnswer(quiet, why) : decide(quiet, leader.get(), why, last);
    }

    private static Step decide(Step step, Alias winner, String why, boolean last) {
        Map<Alias, Integer> tally = Tally.count(step.state().board());
        Step decided = step.fact(new Fact.Decided(winner, tally, why));
        Phase.Presenting presenting = new Phase.Presenting(winner, tally, last);
        return step.state().seat(winner).active()
                ? present(decided, presenting)
                : missed(decided, presenting, "it has withdrawn");
    }

    /** Leaves coordination out: the first agent answers at once. */
    static Step skip(State state) {
        Alias only = new Alias(1);
        Fact decided = new Fact.Decided(only, Map.of(), "coordination is skipped");
        return present(Step.none(state).fact(decided), new Phase.Presenting(only, Map.of(), true));
    }

    private static Step present(Step step, Phase.Presenting presenting) {
        State state = step.state();
        Alias winner = presenting.winner();
        Brief brief =
                new Brief.Presentation(needed(state, winner), state.board().currentVotes(), winner);
        return step.with(state.with(presenting))
                .fact(new Fact.PresentationStarted(winner))
                .effect(new Effect.Present(winner, brief));
    }

    private static List<Answer> needed(State state, Alias winner) {
        Board board = state.board();
        List<Answer> needed =
                new ArrayList<>(board.news(winner, state.seat(winner).seen()));
        board.latest(winner).ifPresent(needed::add);
        needed.sort((a, b) -> a.author().compareTo(b.author()));
        return needed;
    }

    static Step presented(State state, Alias agent, String text) {
        Step step = Step.none(state);
        if (!(state.phase() instanceof Phase.Presenting presenting)
                || !presenting.winner().equals(agent)) {
            return step;
        }
        if (text.isBlank()) {
            return missed(step, presenting, "it was empty");
        }
        Outcome.Decided presented = new Outcome.Decided(agent, text, true, presenting.tally());
        return Verification.begin(step, presenting, presented).orElseGet(() -> finish(step, presented));
    }

    /** There will be no time to go on after this presentation. */
    static Step lastPresentation(State state, Phase.Presenting presenting) {
        return Step.none(state.with(new Phase.Presenting(presenting.winner(), presenting.tally(), true)));
    }

    static Step presentationFailed(State state, Alias agent, String reason) {
        Step step = Step.none(state);
        boolean winners = state.phase() instanceof Phase.Presenting presenting
                && presenting.winner().equals(agent);
        return winners ? missed(step, (Phase.Presenting) state.phase(), reason) : step;
    }

    /** The presentation has come to nothing: the winner's answer on the board is the result. */
    private static Step missed(Step step, Phase.Presenting presenting, String why) {
        Alias winner = presenting.winner();
        Step missed = step.fact(new Fact.PresentationMissed(winner, why));
        Optional<Answer> stored = step.state().board().latest(winner);
        return stored.isPresent()
                ? finish(missed, new Outcome.Decided(winner, stored.get().content(), false, presenting.tally()))
                : alone(missed, winner, why);
    }

    /** Without coordination there is no answer to fall back on. */
    private static Step alone(Step step, Alias only, String why) {
        TreeMap<Alias, String> reasons = new TreeMap<>();
        step.state().roster().forEach(agent -> reasons.put(agent, "was not asked: coordination is skipped"));
        reasons.put(only, why);
        return finish(step, new Outcome.NoAnswer(reasons));
    }

    static Step cancel(State state) {
        Step quiet = Floor.cancelAll(Step.none(state), "the run was cancelled");
        return finish(quiet, cancelled(state));
    }

    private static Outcome.Cancelled cancelled(State state) {
        if (state.phase() instanceof Phase.Judging judging) {
            Outcome.Decided presented = judging.presented();
            return new Outcome.Cancelled(Optional.of(presented.winner()), Optional.of(presented.answer()));
        }
        Optional<Alias> leader = state.phase() instanceof Phase.Presenting presenting
                ? Optional.of(presenting.winner()).filter(state::answered)
                : Tally.leader(state.board());
        return new Outcome.Cancelled(
                leader, leader.flatMap(state.board()::latest).map(Answer::content));
    }

    private static Step noAnswer(Step step, String why) {
        TreeMap<Alias, String> reasons = new TreeMap<>();
        for (Alias agent : step.state().roster()) {
            Standing standing = step.state().seat(agent).standing();
            reasons.put(
                    agent, standing instanceof Standing.Withdrawn out ? out.reason() : "had not answered when " + why);
        }
        return finish(step, new Outcome.NoAnswer(reasons));
    }

    static Step finish(Step step, Outcome outcome) {
        return step.with(step.state().with(new Phase.Finished(outcome))).effect(new Effect.Finish(outcome));
    }
}
