package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Everything a run's coordination depends on. Immutable; two runs with equal states have the same future for the same
 * inputs.
 *
 * @param rules what it is coordinated by
 * @param seats the agents, in the order of the roster
 * @param board what they have handed in
 * @param phase how far it is
 */
public record State(Rules rules, List<Seat> seats, Board board, Phase phase) {
    /** Copies the list. */
    public State {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(board, "board");
        Objects.requireNonNull(phase, "phase");
        seats = List.copyOf(seats);
    }

    /**
     * The agents.
     *
     * @return their aliases, in order
     */
    public List<Alias> roster() {
        return agents().toList();
    }

    /**
     * An agent's part.
     *
     * @param agent an agent of the roster
     * @return its part
     * @throws IndexOutOfBoundsException if it is not of the roster
     */
    public Seat seat(Alias agent) {
        return seats.get(agent.number() - 1);
    }

    /**
     * Whether an agent may give one more answer.
     *
     * @param agent an agent of the roster
     * @return whether it has not given all that it may
     */
    public boolean mayAnswer(Alias agent) {
        return board.history(agent).size() < rules.answersPerAgent();
    }

    Stream<Alias> agents() {
        return IntStream.rangeClosed(1, seats.size()).mapToObj(Alias::new);
    }

    boolean knows(Alias agent) {
        return agent.number() <= seats.size();
    }

    boolean answered(Alias agent) {
        return !board.history(agent).isEmpty();
    }

    /** Agents of whom something holds, in the order of the roster. */
    List<Alias> whose(Predicate<Seat> test) {
        return agents().filter(agent -> test.test(seat(agent))).toList();
    }

    State with(Alias agent, Seat seat) {
        List<Seat> next = new ArrayList<>(seats);
        next.set(agent.number() - 1, seat);
        return new State(rules, next, board, phase);
    }

    State with(Board next) {
        return new State(rules, seats, next, phase);
    }

    State with(Phase next) {
        return new State(rules, seats, board, next);
    }
}
