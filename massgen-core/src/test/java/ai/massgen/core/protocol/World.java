package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the engine and the agents know, kept apart from the state: which turns are under way, what each conversation
 * contains, which votes count. Every effect and fact is checked against it.
 */
final class World {
    private final Map<Alias, Call> calls = new TreeMap<>();
    private final Map<Alias, Integer> turns = new TreeMap<>();
    private final Map<Alias, Set<AnswerLabel>> told = new TreeMap<>();
    private final Set<Alias> withdrawn = new HashSet<>();
    private final List<Answer> accepted = new ArrayList<>();
    private final Map<Alias, Answer> latest = new TreeMap<>();
    private final Map<Alias, Vote> votes = new TreeMap<>();
    private final Map<Alias, Integer> toldRestarts = new TreeMap<>();
    private final Rules rules;
    private Optional<Alias> presenting = Optional.empty();
    private Optional<Alias> judging = Optional.empty();
    private Optional<Outcome> outcome = Optional.empty();
    private boolean begun;
    private boolean wrappingUp;
    private boolean last;
    private int restarts;
    private int presentations;
    private int modelCalls;

    World(Rules rules) {
        this.rules = rules;
    }

    /** A turn under way: what its agent has been told, and what its conversation held before. */
    record Call(
            int turn, int revision, boolean first, boolean mayAnswer, Set<AnswerLabel> before, int restartsBefore) {}

    List<Alias> atWork() {
        return List.copyOf(calls.keySet());
    }

    Call call(Alias agent) {
        return Optional.ofNullable(calls.get(agent)).orElseThrow();
    }

    Optional<Alias> presenting() {
        return presenting;
    }

    Optional<Alias> judging() {
        return judging;
    }

    int restarts() {
        return restarts;
    }

    Optional<Outcome> outcome() {
        return outcome;
    }

    List<Answer> accepted() {
        return accepted;
    }

    int modelCalls() {
        return modelCalls;
    }

    int turns(Alias agent) {
        return turns.getOrDefault(agent, 0);
    }

    boolean live(Input input) {
        return switch (input) {
            case Input.Begin begin -> !begun && outcome.isEmpty();
            case Input.OfTurn in -> underWay(in.agent(), in.turn());
            case Input.OfPresentation in ->
                outcome.isEmpty() && judging.isEmpty() && presenting.equals(Optional.of(in.agent()));
            case Input.OfJudgement in -> outcome.isEmpty() && judging.equals(Optional.of(in.agent()));
            case Input.WrapUp in -> begun && !wrappingUp && inTime();
            case Input.DeadlineReached in -> inTime();
            case Input.DecideNow in -> inTime();
            case Input.CancelRequested cancel -> outcome.isEmpty();
        };
    }

    private boolean inTime() {
        return outcome.isEmpty() && !(presenting.isPresent() && last);
    }

    private boolean underWay(Alias agent, int turn) {
        Call call = calls.get(agent);
        return call != null && call.turn() == turn;
    }

    /** The step on an input that is live. */
    void witness(Input input, Step step) {
        Optional<Alias> waiting = waiting(input);
        begun |= input instanceof Input.Begin;
        last |= input instanceof Input.OfTime && !(input instanceof Input.WrapUp && presenting.isEmpty());
        if (input instanceof Input.TurnFailed failed) {
            modelCalls++;
            fail(failed.agent());
        }
        if (waiting.isPresent()) {
            modelCalls++;
        }
        step.facts().forEach(fact -> witness(fact, step.state()));
        long verdicts = step.effects().stream()
                .filter(Effect.Continue.class::isInstance)
                .count();
        Check.same(verdicts, waiting.isPresent() ? 1L : 0L, "verdicts of one input");
        step.effects().forEach(effect -> perform(effect, waiting));
        if (outcome.isEmpty()) {
            Check.that(calls.isEmpty() == (presenting.isPresent() || judging.isPresent()), "stuck: nobody is at work");
        }
    }

    private void fail(Alias agent) {
        Call call = call(agent);
        calls.remove(agent);
        told.put(agent, new HashSet<>(call.before()));
        toldRestarts.put(agent, call.restartsBefore());
    }

    private static Optional<Alias> waiting(Input input) {
        if (input instanceof Input.Submitted submitted) {
            return Optional.of(submitted.agent());
        }
        return input instanceof Input.TurnEnded ended ? Optional.of(ended.agent()) : Optional.empty();
    }

    private void witness(Fact fact, State state) {
        switch (fact) {
            case Fact.AnswerAccepted in -> {
                accepted.add(in.answer());
                latest.put(in.answer().author(), in.answer());
                Check.same(in.answer().revision(), accepted.size(), "the revision of an answer");
                knows(in.answer().author()).add(in.answer().label());
                votes.clear();
            }
            case Fact.VoteCast in -> {
                knowsAll(in.vote().voter());
                Check.that(latest().containsKey(in.vote().target()), "a vote for nobody", in);
                votes.put(in.vote().voter(), in.vote());
            }
            case Fact.Decided in -> {
                Check.same(in.winner(), accepted.isEmpty() ? new Alias(1) : leader(), "the winner");
                Check.same(in.tally(), tally(), "the tally");
                last |= wrappingUp || rules.skipCoordination();
            }
            case Fact.AgentWithdrawn in -> Check.that(withdrawn.add(in.agent()), "withdrawn twice", in);
            case Fact.VoteOutdated in ->
                Check.that(in.vote().revision() < state.board().revision(), "not outdated", in);
            case Fact.SubmissionRejected in -> Check.that(in.left() >= 0, "tries left", in);
            case Fact.TurnSuperseded in -> Check.that(!in.news().isEmpty(), "no news", in);
            case Fact.PresentationStarted in -> Check.same(presentations, restarts, "earlier presentations");
            case Fact.PresentationMissed in -> Check.that(outcome.isEmpty(), "missed after the end");
            case Fact.WrapUpBegan in -> {
                Check.that(!wrappingUp, "wrapped up twice");
                wrappingUp = true;
            }
            case Fact.JudgementStarted in -> Check.that(presenting.isPresent(), "judged before it was presented", in);
            case Fact.JudgementMissed in -> Check.same(judging, Optional.of(in.judge()), "who was to judge");
            case Fact.Restarted in -> restart(in.restart());
        }
    }

    private void restart(Restart restart) {
        Check.same(judging, Optional.of(restart.judge()), "who judges");
        Check.same(presenting, Optional.of(restart.presenter()), "who has presented");
        Check.that(!last && !wrappingUp, "a restart without time", restart);
        restarts++;
        Check.atMost(restarts, rules.restarts(), "restarts");
        votes.clear();
        presenting = Optional.empty();
        judging = Optional.empty();
    }

    private void perform(Effect effect, Optional<Alias> waiting) {
        Check.that(outcome.isEmpty(), "after the end", effect);
        switch (effect) {
            case Effect.StartTurn start -> start(start);
            case Effect.Continue in -> {
                Check.same(Optional.of(in.agent()), waiting, "who is given a verdict");
                proceed(in);
            }
            case Effect.CancelTurn in -> {
                Check.that(underWay(in.agent(), in.turn()), "not under way", in);
                calls.remove(in.agent());
                modelCalls++;
            }
            case Effect.Hurry in -> Check.that(wrappingUp && underWay(in.agent(), in.turn()), "why hurry", in);
            case Effect.Present in -> present(in);
            case Effect.Judge in -> judge(in);
            case Effect.Finish in -> finish(in.outcome());
        }
    }

    private void start(Effect.StartTurn start) {
        Alias agent = start.agent();
        Check.that(!calls.containsKey(agent), "two turns at a time", start);
        Check.that(!withdrawn.contains(agent), "a turn after withdrawal", start);
        Check.same(start.turn(), turns(agent) + 1, "the number of a turn");
        turns.put(agent, start.turn());
        Set<AnswerLabel> before = Set.copyOf(knows(agent));
        int restartsBefore = toldRestarts.getOrDefault(agent, 0);
        calls.put(
                agent,
                switch (start.brief()) {
                    case Brief.FirstAnswer in -> {
                        Check.same(in.hurry(), wrappingUp, "the hurry");
                        yield new Call(start.turn(), 0, true, true, before, restartsBefore);
                    }
                    case Brief.Evaluate in -> {
                        Check.same(in.answers(), List.copyOf(latest().values()), "what is evaluated");
                        yield call(start, in.revision(), in.answers(), in.choice(), restartsBefore);
                    }
                    case Brief.Update in -> call(start, in.revision(), in.news(), in.choice(), restartsBefore);
                    case Brief.Retry in -> {
                        Check.that(restartsBefore < restarts, "told of a restart twice", in);
                        toldRestarts.put(agent, restarts);
                        yield call(start, in.revision(), in.answers(), in.choice(), restartsBefore);
                    }
                    case Brief.Presentation in -> throw new AssertionError("a presentation is no turn");
                    case Brief.Judge in -> throw new AssertionError("a judgement is no turn");
                });
    }

    private Call call(Effect.StartTurn start, int revision, List<Answer> answers, Choice choice, int restartsBefore) {
        Alias agent = start.agent();
        Set<AnswerLabel> before = Set.copyOf(knows(agent));
        Check.that(!wrappingUp || !choice.mayAnswer(), "asked for more answers at the end", start);
        hear(agent, answers);
        Check.same(toldRestarts.getOrDefault(agent, 0), restarts, "restarts that it knows of");
        return new Call(start.turn(), revision, false, choice.mayAnswer(), before, restartsBefore);
    }

    private void hear(Alias agent, List<Answer> answers) {
        for (Answer answer : answers) {
            boolean own = answer.author().equals(agent);
            Check.that(knows(agent).add(answer.label()) || own, "told twice", agent, answer);
        }
        knowsAll(agent);
    }

    private void proceed(Effect.Continue in) {
        Check.that(underWay(in.agent(), in.turn()), "not under way", in);
        Call call = call(in.agent());
        switch (in.verdict()) {
            case Verdict.Accepted done -> calls.remove(in.agent());
            case Verdict.Withdrawn out -> calls.remove(in.agent());
            case Verdict.Rejected rejected -> Check.that(rejected.left() > 0, "no tries left", in);
            case Verdict.Superseded news -> {
                hear(in.agent(), news.news());
                calls.put(
                        in.agent(),
                        new Call(
                                call.turn(),
                                news.revision(),
                                call.first(),
                                call.mayAnswer(),
                                call.before(),
                                call.restartsBefore()));
            }
        }
    }

    private void present(Effect.Present in) {
        presentations++;
        modelCalls++;
        Check.same(presentations, restarts + 1, "presentations");
        Check.that(calls.isEmpty(), "turns under way while the winner presents", calls);
        presenting = Optional.of(in.winner());
    }

    private void judge(Effect.Judge in) {
        modelCalls++;
        Check.that(!withdrawn.contains(in.judge()), "judges after withdrawal", in);
        Check.that(!presenting.equals(Optional.of(in.judge())), "judges itself", in);
        Check.that(!last && restarts < rules.restarts(), "judged for nothing", in);
        judging = Optional.of(in.judge());
    }

    private void finish(Outcome result) {
        outcome = Optional.of(result);
        Check.that(calls.isEmpty(), "turns under way at the end", calls);
        switch (result) {
            case Outcome.Decided in ->
                Check.that(in.presented() || in.answer().equals(text(in.winner())), "not the stored answer", in);
            case Outcome.NoAnswer in -> Check.that(accepted.isEmpty(), "a lost answer", accepted);
            case Outcome.Cancelled in ->
                Check.that(in.answer().isPresent() != accepted.isEmpty(), "a lost answer", accepted);
        }
    }

    private String text(Alias author) {
        return Optional.ofNullable(latest().get(author)).map(Answer::content).orElse("");
    }

    private void knowsAll(Alias agent) {
        for (Answer answer : latest().values()) {
            Check.that(knows(agent).contains(answer.label()), "does not know", agent, answer);
        }
    }

    private Set<AnswerLabel> knows(Alias agent) {
        return told.computeIfAbsent(agent, key -> new HashSet<>());
    }

    private Map<Alias, Answer> latest() {
        return latest;
    }

    private Map<Alias, Integer> tally() {
        Map<Alias, Integer> tally = new TreeMap<>();
        latest().keySet().forEach(author -> tally.put(author, 0));
        votes.values().forEach(vote -> tally.merge(vote.target(), 1, Integer::sum));
        return tally;
    }

    private Alias leader() {
        int most = tally().values().stream().max(Integer::compare).orElse(0);
        return tally().entrySet().stream()
                .filter(entry -> entry.getValue() == most)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
