package ai.massgen.core.protocol;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How far a run is. Phases are passed in the order of their declaration, none twice, except that a judgement may lead back
 * to coordination, a bounded number of times. Immutable.
 */
public sealed interface Phase {
    /** Not begun. */
    record Ready() implements Phase {}

    /**
     * Agents answer and vote.
     *
     * @param wrappingUp whether the run is coming to its end
     */
    record Coordinating(boolean wrappingUp) implements Phase {}

    /**
     * The winner presents.
     *
     * @param winner the winner
     * @param tally the votes that decided
     * @param last whether there is no time, or no right, to go on if the presentation is not good enough
     */
    record Presenting(Alias winner, Map<Alias, Integer> tally, boolean last) implements Phase {
        /** Copies the map, which iterates in the order of the roster. */
        public Presenting {
            Objects.requireNonNull(winner, "winner");
            tally = Collections.unmodifiableSortedMap(new TreeMap<>(tally));
        }
    }

    /**
     * Another agent judges what was presented.
     *
     * @param presented the outcome if it is confirmed
     * @param judge who judges
     */
    record Judging(Outcome.Decided presented, Alias judge) implements Phase {
        /** Checks that nothing is null. */
        public Judging {
            Objects.requireNonNull(presented, "presented");
            Objects.requireNonNull(judge, "judge");
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
