package ai.massgen.backend.scripted;

import java.util.List;
import java.util.regex.Pattern;

/** Cuts a text the way it is streamed: each word with the white space after it. */
final class Words {
    private static final Pattern BOUNDARY = Pattern.compile("(?<=\\s)(?=\\S)");

    private Words() {}

    static List<String> of(String text) {
        return text.isEmpty() ? List.of() : List.of(BOUNDARY.split(text));
    }
}
