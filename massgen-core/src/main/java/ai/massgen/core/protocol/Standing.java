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
     * @param before what the agent had been told of before the turn: where it is again if the turn fails
     * @param rejected how many bad submissions it has made in this turn
     * @param choice what it may do to end the turn, as it was told
     */
    record Working(int turn, Told before, int rejected, Choice choice) implements Standing {
        /** Checks that nothing is null. */
        public Working {
            Objects.requireNonNull(before, "before");
            Objects.requireNonNull(choice, "choice");
        }

        Working rejectedOnce() {
            return new Working(turn, before, rejected + 1, choice);
        }
    }

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
