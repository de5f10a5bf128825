package ai.massgen.core.protocol;

import java.util.List;
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
        List<Alias> rivals = rivals(state, leader);
        if (rivals.isEmpty()) {
            return Optional.of("there is only one answer and nobody else can give one");
        }
        SortedMap<Alias, Integer> count = count(state.board());
        int most = count.getOrDefault(leader, 0);
        boolean safe = rivals.stream().allMatch(rival -> {
            int reach = count.getOrDefault(rival, 0) + open;
            return reach < most || (reach == most && leader.compareTo(rival) < 0);
        });
        return safe ? Optional.of("the leader can no longer be overtaken") : Optional.empty();
    }

    /** Who could still win besides the leader. An agent at work on its first answer could: it has no votes, but may get them. */
    private static List<Alias> rivals(State state, Alias leader) {
        return state.agents()
                .filter(agent -> !agent.equals(leader))
                .filter(agent -> state.answered(agent) || state.seat(agent).active())
                .toList();
    }
}
