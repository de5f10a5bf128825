package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run under test, told in verbs. Remembers the last step and all effects; agents are named by their numbers. */
final class Scene {
    private final List<Effect> all = new ArrayList<>();
    private State state;
    private Step last;

    private Scene(State state) {
        this.state = state;
        this.last = Step.none(state);
    }

    static Scene of(int agents, Rules rules) {
        return new Scene(Protocol.initial(agents, rules));
    }

    static Scene begun(int agents, Rules rules) {
        return of(agents, rules).take(new Input.Begin());
    }

    static Scene begun(int agents) {
        return begun(agents, Rules.DEFAULT);
    }

    /** A run in which everybody has given a first answer and may vote. */
    static Scene voting(int agents, Rules rules) {
        Scene scene = begun(agents, rules);
        for (int agent = 1; agent <= agents; agent++) {
            scene.answers(agent, "first thoughts of " + agent);
        }
        return scene;
    }

    static Scene voting(int agents) {
        return voting(agents, Rules.DEFAULT);
    }

    Scene take(Input input) {
        last = Protocol.step(state, input);
        state = last.state();
        all.addAll(last.effects());
        return this;
    }

    Scene hands(int agent, Submission submission) {
        Seat seat = state.seat(alias(agent));
        return take(new Input.Submitted(alias(agent), seat.turns(), seat.seen(), submission));
    }

    Scene answers(int agent, String content) {
        return hands(agent, new Submission.NewAnswer(content));
    }

    Scene votes(int agent, int target) {
        return hands(agent, new Submission.CastVote("agent" + target, "because"));
    }

    Scene saysNothing(int agent) {
        return take(new Input.TurnEnded(alias(agent), turn(agent)));
    }

    Scene fails(int agent) {
        return take(new Input.TurnFailed(alias(agent), turn(agent), "backend.overloaded", "try later", false));
    }

    Scene failsForGood(int agent) {
        return take(new Input.TurnFailed(alias(agent), turn(agent), "backend.auth", "wrong key", true));
    }

    static Alias alias(int agent) {
        return new Alias(agent);
    }

    State state() {
        return state;
    }

    Standing standing(int agent) {
        return state.seat(alias(agent)).standing();
    }

    int turn(int agent) {
        return state.seat(alias(agent)).turns();
    }

    List<Effect> effects() {
        return last.effects();
    }

    List<Fact> facts() {
        return last.facts();
    }

    List<Effect> allEffects() {
        return List.copyOf(all);
    }

    /** What the last step told an agent that had handed something in. */
    Verdict verdict(int agent) {
        return only(Effect.Continue.class).stream()
                .filter(effect -> effect.agent().equals(alias(agent)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no verdict for agent" + agent + " in " + effects()))
                .verdict();
    }

    /** What the last step asked an agent to do in a new turn, if it did. */
    Optional<Brief> asked(int agent) {
        return only(Effect.StartTurn.class).stream()
                .filter(effect -> effect.agent().equals(alias(agent)))
                .map(Effect.StartTurn::brief)
                .findFirst();
    }

    <E extends Effect> List<E> only(Class<E> type) {
        return effects().stream().filter(type::isInstance).map(type::cast).toList();
    }

    Outcome outcome() {
        assertThat(state.phase()).isInstanceOf(Phase.Finished.class);
        return ((Phase.Finished) state.phase()).outcome();
    }

    Optional<Alias> presenter() {
        return only(Effect.Present.class).stream().map(Effect.Present::winner).findFirst();
    }

    static String rejection(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Rejected.class);
        return ((Verdict.Rejected) verdict).reason();
    }
}
