package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** One random run: a roster, rules, agents of random temper, and trouble at any point. Checks everything at every step. */
final class Schedule {
    private final Choices choices;
    private final int agents;
    private final Rules rules;
    private final Temper temper;
    private final World world;
    private final BiFunction<State, Input, Step> protocol;
    private final Set<Alias> stalled = new HashSet<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<State> states = new ArrayList<>();
    private State state;
    private long measure;

    /** How likely trouble is, in percent. */
    private record Temper(
            int fails, int fatal, int rejected, int answersAgain, int noise, int ends, int stalls, int sentBack) {}

    Schedule(Choices choices) {
        this(choices, Protocol::step);
    }

    /** A schedule of another protocol, to see whether the checks find what is wrong with it. */
    Schedule(Choices choices, BiFunction<State, Input, Step> protocol) {
        this.choices = choices;
        this.protocol = protocol;
        this.agents = choices.oneOf(List.of(1, 2, 2, 3, 3, 3, 4, 5, 8));
        this.rules = new Rules(
                choices.oneOf(List.of(Rules.Start.values())),
                1 + choices.below(3),
                1 + choices.below(3),
                1 + choices.below(3),
                choices.oneOf(List.of(Novelty.values())),
                choices.percent(3),
                choices.oneOf(List.of(0, 0, 1, 2, 3)));
        this.temper = new Temper(
                level(),
                level() / 4,
                level(),
                choices.below(100),
                level(),
                level() / 12,
                level() / 6,
                choices.below(100));
        this.world = new World(rules);
        this.state = Protocol.initial(agents, rules);
    }

    private int level() {
        return choices.oneOf(List.of(0, 0, 3, 10, 30, 60));
    }

    /** Plays the run to its end. */
    Schedule play() {
        states.add(state);
        long bound = Measure.of(state);
        measure = bound;
        if (choices.percent(95)) {
            take(new Input.Begin());
        }
        for (long effective = 0; world.outcome().isEmpty(); ) {
            Check.atMost(effective, bound, "inputs that changed something");
            while (choices.percent(temper.noise()) && choices.below(4) > 0) {
                take(noise());
            }
            if (choices.percent(1)) {
                crash();
            }
            if (world.outcome().isEmpty()) {
                effective += take(next()) ? 1 : 0;
            }
        }
        take(noise());
        checkBounds();
        return this;
    }

    private boolean take(Input input) {
        State before = state;
        boolean live = world.live(input);
        Step step = protocol.apply(before, input);
        inputs.add(input);
        state = step.state();
        states.add(state);
        if (live) {
            long next = Measure.of(state);
            Check.that(next < measure, "the measure does not go down", input);
            measure = next;
            world.witness(input, step);
        } else {
            Check.same(step, Step.none(before), "the step on an input out of place");
        }
        return live;
    }

    private Input next() {
        if (state.phase() instanceof Phase.Ready) {
            return choices.percent(70) ? new Input.Begin() : end();
        }
        if (choices.percent(temper.ends())) {
            return end();
        }
        if (world.judging().isPresent()) {
            return judgement(world.judging().get());
        }
        if (world.presenting().isPresent()) {
            return presentation(world.presenting().get());
        }
        List<Alias> moving = world.atWork().stream()
                .filter(agent -> !stalled.contains(agent))
                .toList();
        return moving.isEmpty() ? end() : work(choices.oneOf(moving));
    }

    private Input end() {
        return switch (choices.below(5)) {
            case 0, 1 -> new Input.DeadlineReached();
            case 2 -> new Input.WrapUp("time is nearly up");
            case 3 -> new Input.DecideNow("somebody wants it");
            default -> new Input.CancelRequested();
        };
    }

    /** The process dies, and another one goes on with what is in the journal. */
    private void crash() {
        State again = Protocol.initial(agents, rules);
        for (Input input : inputs) {
            again = protocol.apply(again, input).state();
        }
        Check.same(again, state, "the state after a crash");
        state = again;
    }

    private Input judgement(Alias judge) {
        if (choices.percent(temper.fails())) {
            return new Input.JudgementFailed(judge, "broken");
        }
        return new Input.Judged(
                judge,
                choices.percent(temper.sentBack())
                        ? new Judgement.Again("too short", "say more")
                        : new Judgement.Confirmed());
    }

    private Input presentation(Alias winner) {
        return choices.percent(temper.fails())
                ? new Input.PresentationFailed(winner, "broken")
                : new Input.Presented(winner, choices.oneOf(List.of("final", "final", "final", " ")));
    }

    private Input work(Alias agent) {
        World.Call call = world.call(agent);
        if (choices.percent(temper.stalls())) {
            stalled.add(agent);
        }
        if (choices.percent(temper.fails())) {
            return new Input.TurnFailed(agent, call.turn(), "broken", "it broke", choices.percent(temper.fatal()));
        }
        if (choices.percent(temper.rejected())) {
            return bad(agent, call);
        }
        boolean answers = call.first() || (call.mayAnswer() && choices.percent(temper.answersAgain()));
        return submitted(agent, call, answers ? answer() : vote());
    }

    private static Input submitted(Alias agent, World.Call call, Submission submission) {
        return new Input.Submitted(agent, call.turn(), call.revision(), submission);
    }

    /** Few words, so that answers are often alike. */
    private Submission answer() {
        StringBuilder text = new StringBuilder("word");
        for (int words = 1 + choices.below(6); words > 0; words--) {
            text.append(' ').append(choices.below(12));
        }
        return new Submission.NewAnswer(text.toString());
    }

    private Submission vote() {
        List<Alias> targets = world.accepted().stream().map(Answer::author).toList();
        String target = targets.isEmpty() ? "nobody" : choices.oneOf(targets).toString();
        return new Submission.CastVote(target, "because");
    }

    private Input bad(Alias agent, World.Call call) {
        return switch (choices.below(6)) {
            case 0 -> new Input.TurnEnded(agent, call.turn());
            case 1 -> submitted(agent, call, new Submission.Invalid("two at once"));
            case 2 -> submitted(agent, call, new Submission.CastVote("agent" + choices.below(12), ""));
            case 3 -> submitted(agent, call, new Submission.NewAnswer(" "));
            case 4 -> submitted(agent, call, answer());
            default -> new Input.Submitted(agent, call.turn(), choices.below(9) - 1, vote());
        };
    }

    /** Something late, doubled, early or about nobody; now and then it is live after all, which is as good a test. */
    private Input noise() {
        Alias anybody = new Alias(1 + choices.below(agents + 1));
        int turn = choices.below(world.turns(anybody) + 2);
        return switch (choices.below(10)) {
            case 8 -> new Input.Judged(anybody, new Judgement.Again("late", "late"));
            case 9 -> new Input.JudgementFailed(anybody, "late");
            case 0, 1, 2 -> inputs.isEmpty() ? new Input.TurnEnded(anybody, turn) : choices.oneOf(inputs);
            case 3 -> new Input.Submitted(anybody, turn, choices.below(9), answer());
            case 4 -> new Input.TurnFailed(anybody, turn, "late", "late", choices.percent(50));
            case 5 -> new Input.TurnEnded(anybody, turn);
            case 6 -> new Input.Presented(anybody, "out of turn");
            default -> new Input.Begin();
        };
    }

    private void checkBounds() {
        int accepted = world.accepted().size();
        Check.same(state.board().revision(), accepted, "answers on the board");
        for (Alias agent : state.roster()) {
            int own = state.board().history(agent).size();
            Check.atMost(own, rules.answersPerAgent() + world.restarts(), "answers of an agent");
            Check.atMost(world.turns(agent), rules.failures() + own + accepted + world.restarts(), "turns of an agent");
        }
        int turns = state.roster().stream().mapToInt(world::turns).sum();
        Check.atMost(
                world.modelCalls(),
                turns * (rules.rejections() + accepted) + 2 * (1 + world.restarts()),
                "calls, cancelled ones, presentations and judgements included");
    }

    /** Folds the recorded inputs again and compares every state. */
    void replay() {
        State again = Protocol.initial(agents, rules);
        Check.same(again, states.getFirst(), "the first state");
        for (int i = 0; i < inputs.size(); i++) {
            again = protocol.apply(again, inputs.get(i)).state();
            Check.same(again, states.get(i + 1), "a state");
        }
    }

    boolean presented() {
        return world.presenting().isPresent();
    }

    boolean restarted() {
        return world.restarts() > 0;
    }

    List<Input> inputs() {
        return List.copyOf(inputs);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(agents + " agents, " + rules);
        inputs.forEach(input -> text.append("\n  ").append(input));
        return text.toString();
    }
}
