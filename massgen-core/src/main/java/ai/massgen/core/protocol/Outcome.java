package ai.massgen.core.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** How a run ended. Immutable; the maps iterate in the order of the roster. */
public sealed interface Outcome {
    /**
     * There is an answer.
     *
     * @param winner whose it is
     * @param answer the final text
     * @param presented whether the text is from the presentation; if not, it is the winner's answer on the board
     * @param tally the votes for each agent with an answer
     */
    record Decided(Alias winner, String answer, boolean presented, Map<Alias, Integer> tally) implements Outcome {
        /** Copies the map. */
        public Decided {
            Objects.requireNonNull(winner, "winner");
            Objects.requireNonNull(answer, "answer");
            tally = Collections.unmodifiableSortedMap(new TreeMap<>(tally));
        }
    }

    /**
     * There is none.
     *
     * @param reasons why, for every agent of the roster
     */
    record NoAnswer(Map<Alias, String> reasons) implements Outcome {
        /** Copies the map. */
        public NoAnswer {
            reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
        }
    }

    /**
     * The user has cancelled it.
     *
     * @param leader the agent that was ahead, if any had answered
     * @param answer its answer on the board
     */
    record Cancelled(Optional<Alias> leader, Optional<String> answer) implements Outcome {
        /** Checks that nothing is null. */
        public Cancelled {
            Objects.requireNonNull(leader, "leader");
            Objects.requireNonNull(answer, "answer");
        }
    }
}
