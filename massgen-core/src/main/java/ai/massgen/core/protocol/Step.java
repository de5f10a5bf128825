package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an input has led to. Immutable.
 *
 * @param state the state after it
 * @param effects what the engine has to do, in this order
 * @param facts what has become true, in this order
 */
public record Step(State state, List<Effect> effects, List<Fact> facts) {
    /** Copies the lists. */
    public Step {
        Objects.requireNonNull(state, "state");
        effects = List.copyOf(effects);
        facts = List.copyOf(facts);
    }

    /** A step that does nothing: where every step begins, and what an input that comes to nothing leads to. */
    static Step none(State state) {
        return new Step(state, List.of(), List.of());
    }

    Step with(State next) {
        return new Step(next, effects, facts);
    }

    Step with(Alias agent, Seat seat) {
        return with(state.with(agent, seat));
    }

    Step effect(Effect effect) {
        List<Effect> next = new ArrayList<>(effects);
        next.add(effect);
        return new Step(state, next, facts);
    }

    Step fact(Fact fact) {
        List<Fact> next = new ArrayList<>(facts);
        next.add(fact);
        return new Step(state, effects, next);
    }
}
