package ai.massgen.core.engine;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run is asked. Immutable.
 *
 * @param text the question
 * @param history what was asked before in the same conversation, oldest first
 * @param previous the run that was asked last in the same conversation
 */
public record Question(String text, List<Exchange> history, Optional<String> previous) {
    /** Copies the list. */
    public Question {
        Objects.requireNonNull(text, "text");
        history = List.copyOf(history);
        Objects.requireNonNull(previous, "previous");
    }

    /**
     * The first question of a conversation.
     *
     * @param text the question
     * @return the question
     */
    public static Question first(String text) {
        return new Question(text, List.of(), Optional.empty());
    }
}
