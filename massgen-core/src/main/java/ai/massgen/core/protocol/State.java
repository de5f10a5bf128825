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
 * @param restarts what led back to coordination, oldest first
 * @param phase how far it is
 */
public record State(Rules rules, List<Seat> seats, Board board, List<Restart> restarts, Phase phase) {
    /** Copies the lists. */
    public State {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(board, "board");
        Objects.requireNonNull(phase, "phase");
        seats = List.copyOf(seats);
        restarts = List.copyOf(restarts);
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
     * What an agent with an answer may do: in the turn under way, what it was told; else what it would be told now.
     *
     * @param agent an agent of the roster
     * @return what it may do
     */
    public Choice choice(Alias agent) {
        if (seat(agent).standing() instanceof Standing.Working working) {
            return working.choice();
        }
        if (board.history(agent).size() >= answersPerAgent()) {
            return Choice.VOTE;
        }
        return wrappingUp() ? Choice.VOTE_NOW : Choice.VOTE_OR_ANSWER;
    }

    /** How many answers an agent may give by now: each restart allows one more. */
    int answersPerAgent() {
        return rules.answersPerAgent() + restarts.size();
    }

    boolean wrappingUp() {
        return phase instanceof Phase.Coordinating coordinating && coordinating.wrappingUp();
    }

    /** Whether agents see answers as they come: by the rules, or because there is no time to wait. */
    boolean eager() {
        return rules.start() == Rules.Start.EAGER || wrappingUp();
    }

    Stream<Alias> agents() {
        return IntStream.rangeClosed(1, seats.size()).mapToObj(Alias::new);
    }

    /** Whether something holds of an agent; asked in the order of the roster. */
    boolean anyone(Predicate<Alias> test) {
        for (int number = 1; number <= seats.size(); number++) {
            if (test.test(new Alias(number))) {
                return true;
            }
        }
        return false;
    }

    boolean knows(Alias agent) {
        return agent.number() <= seats.size();
    }

    boolean answered(Alias agent) {
        return !board.history(agent).isEmpty();
    }

    /** Agents of whom something holds, in the order of the roster. */
    List<Alias> whose(Predicate<Seat> test) {
        List<Alias> found = new ArrayList<>();
        for (int place = 0; place < seats.size(); place++) {
            if (test.test(seats.get(place))) {
                found.add(new Alias(place + 1));
            }
        }
        return found;
    }

    State with(Alias agent, Seat seat) {
        List<Seat> next = new ArrayList<>(seats);
        next.set(agent.number() - 1, seat);
        return new State(rules, next, board, restarts, phase);
    }

    State with(Board next) {
        return new State(rules, seats, next, restarts, phase);
    }

    State with(Phase next) {
        return new State(rules, seats, board, restarts, next);
    }

    State with(Restart restart) {
        List<Restart> next = new ArrayList<>(restarts);
        next.add(restart);
        return new State(rules, seats, board, next, phase);
    }
}
