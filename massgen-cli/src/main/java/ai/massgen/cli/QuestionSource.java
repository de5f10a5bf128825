package ai.massgen.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where the question comes from: the command line or standard input. */
final class QuestionSource {
    private static final int MOST_BYTES = 1 << 20;
    private static final char UNREADABLE = '\uFFFD';

    private final Terminal terminal;

    QuestionSource(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Finds the question.
     *
     * @param words what stands on the command line
     * @return the question, not blank
     * @throws UsageException if there is none
     */
    String question(List<String> words) {
        if (words.size() > 1) {
            throw new UsageException("the question has several words that stand alone; put it in quotes: massgen run \""
                    + String.join(" ", words) + "\"");
        }
        if (!words.isEmpty() && !words.get(0).equals("-")) {
            return written(words.get(0));
        }
        if (words.isEmpty() && terminal.typed()) {
            throw new UsageException(
                    "there is no question; massgen run \"why is the sky blue?\", or give it on standard input");
        }
        return read();
    }

    private static String written(String question) {
        if (question.isBlank()) {
            throw new UsageException("the question is blank");
        }
        if (question.indexOf(UNREADABLE) >= 0) {
            throw new UsageException("Java could not read the letters of the question; set LC_ALL=C.UTF-8, or give the"
                    + " question on standard input");
        }
        return question;
    }

    private String read() {
        try {
            byte[] bytes = terminal.in().readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageException("the question on standard input is longer than 1 MiB; ask less at once");
            }
            String question = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
            if (question.isEmpty()) {
                throw new UsageException("there is no question: standard input is empty");
            }
            return question;
        } catch (CharacterCodingException e) {
            throw new UsageException("the question on standard input is not UTF-8 text");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read standard input", e);
        }
    }
}
