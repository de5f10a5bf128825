package ai.massgen.core.protocol;

import java.util.Objects;

/** What an agent is at. Immutable. */
public sealed interface Standing {
    /** Nothing, until it is given a turn. */
    record Waiting() implements Standing {}

    /**
     * A turn.
     *
     * @param turn its number
     * @param seenBefore the revision the agent had been told of before the turn: where it is again if the turn fails
     * @param rejected how many bad submissions it has made in this turn
     */
    record Working(int turn, int seenBefore, int rejected) implements Standing {}

    /** It has voted, and the vote counts. */
    record Voted() implements Standing {}

    /**
     * It is out for the rest of the run.
     *
     * @param reason why
     */
    record Withdrawn(String reason) implements Standing {
        /** Checks that nothing is null. */
        public Withdrawn {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
