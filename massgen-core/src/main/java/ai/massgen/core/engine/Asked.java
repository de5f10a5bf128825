package ai.massgen.core.engine;

import ai.massgen.core.attach.Attachments;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a run is asked. Immutable.
 *
 * @param text the question
 * @param attachments what goes with it
 * @param history what was asked before in the same conversation, oldest first
 * @param previous the run that was asked last in the same conversation
 */
public record Asked(String text, Attachments attachments, List<Exchange> history, Optional<String> previous) {
    /** Copies the list. */
    public Asked {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(attachments, "attachments");
        history = List.copyOf(history);
        Objects.requireNonNull(previous, "previous");
    }
}
