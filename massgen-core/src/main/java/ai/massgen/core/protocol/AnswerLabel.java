package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * The name of one answer: {@code agent2.1} is the first answer of {@code agent2}. Immutable.
 *
 * @param author who gave it
 * @param version the number of the answer among its author's answers, from 1
 */
public record AnswerLabel(Alias author, int version) {
    /**
     * Checks the version.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public AnswerLabel {
        Objects.requireNonNull(author, "author");
        if (version < 1) {
            throw new IllegalArgumentException("not a version of an answer: " + version + "; versions count from 1");
        }
    }

    @Override
    public String toString() {
        return author + "." + version;
    }
}
