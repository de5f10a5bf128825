package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Brings a run to its end: decision, presentation, no answer, cancellation. */
final class Ending {
    private Ending() {}

    /** Decides for whoever is ahead; without any answer the run ends without one. */
    static Step decide(Step step, String why) {
        Step quiet = Floor.cancelAll(step, why);
        Optional<Alias> leader = Tally.leader(quiet.state().board());
        return leader.isEmpty() ? noAnswer(quiet, why) : decide(quiet, leader.get(), why);
    }

    private static Step decide(Step step, Alias winner, String why) {
        Map<Alias, Integer> tally = Tally.count(step.state().board());
        Step decided = step.fact(new Fact.Decided(winner, tally, why));
        if (step.state().seat(winner).active()) {
            return present(decided, winner, tally);
        }
        return missed(decided, new Phase.Presenting(winner, tally), "it has withdrawn");
    }

    /** Leaves coordination out: the first agent answers at once. */
    static Step skip(State state) {
        Alias only = new Alias(1);
        Fact decided = new Fact.Decided(only, Map.of(), "coordination is skipped");
        return present(Step.none(state).fact(decided), only, Map.of());
    }

    private static Step present(Step step, Alias winner, Map<Alias, Integer> tally) {
        State state = step.state();
        Brief brief =
                new Brief.Presentation(needed(state, winner), state.board().currentVotes(), winner);
        return step.with(state.with(new Phase.Presenting(winner, tally)))
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
        return text.isBlank()
                ? missed(step, presenting, "it was empty")
                : finish(step, new Outcome.Decided(agent, text, true, presenting.tally()));
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
        Optional<Alias> leader = state.phase() instanceof Phase.Presenting presenting
                ? Optional.of(presenting.winner()).filter(state::answered)
                : Tally.leader(state.board());
        Optional<String> answer = leader.flatMap(state.board()::latest).map(Answer::content);
        Step quiet = Floor.cancelAll(Step.none(state), "the run was cancelled");
        return finish(quiet, new Outcome.Cancelled(leader, answer));
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

    private static Step finish(Step step, Outcome outcome) {
        return step.with(step.state().with(new Phase.Finished(outcome))).effect(new Effect.Finish(outcome));
    }
}
