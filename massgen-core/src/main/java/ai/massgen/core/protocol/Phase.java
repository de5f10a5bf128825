package ai.massgen.core.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** How far a run is. Phases are passed in the order of their declaration, none twice. Immutable. */
public sealed interface Phase {
    /** Not begun. */
    record Ready() implements Phase {}

    /** Agents answer and vote. */
    record Coordinating() implements Phase {}

    /**
     * The winner presents.
     *
     * @param winner the winner
     * @param tally the votes that decided
     */
    record Presenting(Alias winner, Map<Alias, Integer> tally) implements Phase {
        /** Copies the map, which iterates in the order of the roster. */
        public Presenting {
            Objects.requireNonNull(winner, "winner");
            tally = Collections.unmodifiableSortedMap(new TreeMap<>(tally));
        }
    }

    /**
     * Over.
     *
     * @param outcome how it ended
     */
    record Finished(Outcome outcome) implements Phase {
        /** Checks that nothing is null. */
        public Finished {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
