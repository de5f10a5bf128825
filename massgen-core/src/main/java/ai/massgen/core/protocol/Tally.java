package ai.massgen.core.protocol;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts votes. Rule 7: most votes win, ties by the earliest place in the roster among those with an answer. */
final class Tally {
    private Tally() {}

    /** Votes that count, for each agent with an answer, in the order of the roster. */
    static SortedMap<Alias, Integer> count(Board board) {
        TreeMap<Alias, Integer> count = new TreeMap<>();
        board.answers().keySet().forEach(author -> count.put(author, 0));
        board.currentVotes().forEach(vote -> count.merge(vote.target(), 1, Integer::sum));
        return count;
    }

    /** Who is ahead; empty while nobody has answered. */
    static Optional<Alias> leader(Board board) {
        Alias leader = null;
        int most = -1;
        for (var entry : count(board).entrySet()) {
            if (entry.getValue() > most) {
                leader = entry.getKey();
                most = entry.getValue();
            }
        }
        return Optional.ofNullable(leader);
    }

    /** Why the leader has won, empty while it can still be overtaken. */
    static Optional<String> settled(State state) {
        return leader(state.board()).flatMap(leader -> settled(state, leader));
    }

    private static Optional<String> settled(State state, Alias leader) {
        int open = state.whose(seat -> seat.active() && !(seat.standing() instanceof Standing.Voted))
                .size();
        if (open == 0) {
            return Optional.of("all votes are in");
        }
        if (!state.anyone(agent -> rival(state, leader, agent))) {
            return Optional.of("there is only one answer and nobody else can give one");
        }
        SortedMap<Alias, Integer> count = count(state.board());
        int most = count.getOrDefault(leader, 0);
        boolean reachable = state.anyone(agent -> {
            int reach = count.getOrDefault(agent, 0) + open;
            boolean overtakes = reach > most || (reach == most && agent.compareTo(leader) < 0);
            return overtakes && rival(state, leader, agent);
        });
        return reachable ? Optional.empty() : Optional.of("the leader can no longer be overtaken");
    }

    /** Who could still win besides the leader. An agent at work on its first answer could: it has no votes, but may get them. */
    private static boolean rival(State state, Alias leader, Alias agent) {
        return !agent.equals(leader)
                && (state.answered(agent) || state.seat(agent).active());
    }
}
