package ai.massgen.core.engine;

import ai.massgen.core.journal.Replay;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Effect;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A turn that an agent was given before the run was resumed.
 *
 * @param number its number
 * @param brief what it was asked to do
 * @param verdicts the verdicts on what it handed in, in order
 * @param hurried whether it was to be told that the run is coming to its end
 * @param end what became of it
 */
record Past(int number, Brief brief, List<Verdict> verdicts, boolean hurried, End end) {
    /** In place of the number, for a presentation or a judgement. */
    static final int UNNUMBERED = 0;

    Past {
        verdicts = List.copyOf(verdicts);
    }

    /** What became of a turn. */
    enum End {
        /** It is under way. */
        OPEN,
        /** It has ended, by a verdict or by being called off. What was said in it stays. */
        OVER,
        /** It has failed and left no trace. */
        FAILED
    }

    private Past with(Verdict verdict) {
        List<Verdict> more = new ArrayList<>(verdicts);
        more.add(verdict);
        boolean over = verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Withdrawn;
        return new Past(number, brief, more, hurried, over ? End.OVER : end);
    }

    private Past with(End next) {
        return new Past(number, brief, verdicts, hurried, next);
    }

    private Past hurry() {
        return new Past(number, brief, verdicts, true, end);
    }

    private boolean presents() {
        return brief instanceof Brief.Presentation;
    }

    private boolean judges() {
        return brief instanceof Brief.Judge;
    }

    /** The turns of all agents in a recorded run, in order. */
    static Map<Alias, List<Past>> of(Replay replay) {
        Pasts pasts = new Pasts(replay.initial().roster());
        for (Replay.Moment moment : replay.moments()) {
            pasts.note(moment.input());
            moment.step().effects().forEach(pasts::note);
        }
        return pasts.turns;
    }

    /** Collects turns. */
    private static final class Pasts {
        private final Map<Alias, List<Past>> turns = new TreeMap<>();

        Pasts(List<Alias> roster) {
            roster.forEach(agent -> turns.put(agent, new ArrayList<>()));
        }

        void note(Input input) {
            switch (input) {
                case Input.TurnFailed in -> end(in.agent(), past -> past.number == in.turn(), End.FAILED);
                case Input.Presented in -> end(in.agent(), Past::presents, End.OVER);
                case Input.PresentationFailed in -> end(in.agent(), Past::presents, End.FAILED);
                case Input.Judged in -> end(in.agent(), Past::judges, End.OVER);
                case Input.JudgementFailed in -> end(in.agent(), Past::judges, End.FAILED);
                case Input.Begin in -> {}
                case Input.Submitted in -> {}
                case Input.TurnEnded in -> {}
                case Input.OfTime in -> {}
                case Input.CancelRequested in -> {}
            }
        }

        void note(Effect effect) {
            switch (effect) {
                case Effect.StartTurn start -> add(start.agent(), start.turn(), start.brief());
                case Effect.Continue in ->
                    change(in.agent(), past -> past.number == in.turn(), past -> past.with(in.verdict()));
                case Effect.CancelTurn in -> end(in.agent(), past -> past.number == in.turn(), End.OVER);
                case Effect.Hurry in -> change(in.agent(), past -> past.number == in.turn(), Past::hurry);
                case Effect.Present present -> add(present.winner(), UNNUMBERED, present.brief());
                case Effect.Judge judge -> add(judge.judge(), UNNUMBERED, judge.brief());
                case Effect.Finish finish -> {}
            }
        }

        private void add(Alias agent, int number, Brief brief) {
            of(agent).add(new Past(number, brief, List.of(), false, End.OPEN));
        }

        private void end(Alias agent, Predicate<Past> which, End end) {
            change(agent, which, past -> past.with(end));
        }

        /** Inputs may be late, or about nobody: only the turn that is under way changes. */
        private void change(Alias agent, Predicate<Past> which, UnaryOperator<Past> how) {
            List<Past> own = of(agent);
            if (!own.isEmpty() && own.getLast().end == End.OPEN && which.test(own.getLast())) {
                own.set(own.size() - 1, how.apply(own.getLast()));
            }
        }

        private List<Past> of(Alias agent) {
            return turns.computeIfAbsent(agent, key -> new ArrayList<>());
        }
    }
}
