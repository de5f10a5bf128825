package ai.massgen.core;

import ai.massgen.api.message.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A question with what goes with it. Immutable.
 *
 * @param text the question, not blank
 * @param files files to attach: pictures (PNG, JPEG, GIF, WebP), PDF, or UTF-8 text, told apart by their content; read when
 *     the question is asked, relative to the working directory of this process
 * @param parts more to attach, as parts of a message
 */
public record Question(String text, List<Path> files, List<Part> parts) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    public Question {
        Objects.requireNonNull(text, "text");
        files = List.copyOf(files);
        parts = List.copyOf(parts);
        if (text.isBlank()) {
            throw new IllegalArgumentException("the question is blank");
        }
    }

    /**
     * A question without attachments.
     *
     * @param text the question, not blank
     * @return the question
     */
    public static Question of(String text) {
        return new Question(text, List.of(), List.of());
    }

    /**
     * The same question with one more file.
     *
     * @param file the file
     * @return the question
     */
    public Question attach(Path file) {
        List<Path> more = new ArrayList<>(files);
        more.add(file);
        return new Question(text, more, parts);
    }

    /**
     * The same question with one more part.
     *
     * @param part the part
     * @return the question
     */
    public Question attach(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Question(text, files, more);
    }
}
