package ai.massgen.core.protocol;

import java.util.Objects;

/** What a judge says of a presented answer. Immutable. */
public sealed interface Judgement {
    /** The user can have it. */
    record Confirmed() implements Judgement {}

    /**
     * The agents should go on.
     *
     * @param reason what is wrong with it
     * @param instructions what to do better
     */
    record Again(String reason, String instructions) implements Judgement {
        /** Checks that nothing is null. */
        public Again {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(instructions, "instructions");
        }
    }
}
