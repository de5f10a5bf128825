package ai.massgen.core.protocol;

import java.util.List;
import java.util.Objects;

/** What has become of something that an agent handed in. Immutable. */
public sealed interface Verdict {
    /** It has been taken; the turn is over. */
    record Accepted() implements Verdict {}

    /**
     * It does not count. The same turn goes on: the model reads why and tries again.
     *
     * @param reason why, in a sentence for the model
     * @param left how many more tries it has, at least 1
     */
    record Rejected(String reason, int left) implements Verdict {
        /** Checks that nothing is null. */
        public Rejected {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It was a vote on a board that has changed since. The same turn goes on: the model reads what is new and votes again,
     * or answers.
     *
     * @param news the answers it has not seen, in the order of the roster
     * @param revision the revision it has now been told of
     */
    record Superseded(List<Answer> news, int revision) implements Verdict {
        /** Copies the list. */
        public Superseded {
            news = List.copyOf(news);
        }
    }

    /**
     * It was one bad try too many; the turn is over and the agent is out.
     *
     * @param reason why
     */
    record Withdrawn(String reason) implements Verdict {
        /** Checks that nothing is null. */
        public Withdrawn {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
