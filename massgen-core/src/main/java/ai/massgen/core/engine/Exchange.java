package ai.massgen.core.engine;

import java.util.Objects;

/**
 * A question that was asked before in a conversation, and what came of it.
 *
 * @param question the question
 * @param answer the final answer
 */
public record Exchange(String question, String answer) {
    /** Checks for null. */
    public Exchange {
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answer, "answer");
    }
}
