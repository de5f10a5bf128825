package ai.massgen.core.protocol;

import java.util.Objects;

/** What an agent hands in to end its turn. The engine has looked at the shape only, not at the meaning. Immutable. */
public sealed interface Submission {
    /**
     * An answer.
     *
     * @param content its text
     */
    record NewAnswer(String content) implements Submission {
        /** Checks that nothing is null. */
        public NewAnswer {
            Objects.requireNonNull(content, "content");
        }
    }

    /**
     * A vote.
     *
     * @param target whom it is for, as the model wrote it
     * @param reason why
     */
    record CastVote(String target, String reason) implements Submission {
        /** Checks that nothing is null. */
        public CastVote {
            Objects.requireNonNull(target, "target");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Neither an answer nor a vote: both at once, two votes, arguments that cannot be read.
     *
     * @param why what is wrong with it, in a sentence for the model
     */
    record Invalid(String why) implements Submission {
        /** Checks that nothing is null. */
        public Invalid {
            Objects.requireNonNull(why, "why");
        }
    }
}
