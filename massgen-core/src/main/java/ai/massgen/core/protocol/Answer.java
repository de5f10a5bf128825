package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * An answer on the board. Immutable.
 *
 * @param label its name
 * @param content its text, as its author wrote it: untrusted for everybody else
 * @param revision the revision of the board that it made, from 1
 */
public record Answer(AnswerLabel label, String content, int revision) {
    /**
     * Checks the revision.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Answer {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(content, "content");
        if (revision < 1) {
            throw new IllegalArgumentException("an answer cannot have made revision " + revision);
        }
    }

    /**
     * Who gave it.
     *
     * @return the author
     */
    public Alias author() {
        return label.author();
    }
}
