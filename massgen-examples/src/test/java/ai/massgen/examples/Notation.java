package ai.massgen.examples;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The notations of texts in a configuration, known by the patterns that the JSON Schema has for them. */
enum Notation {
    TEXT("text", ""),
    DURATION("duration", "^(?:[0-9]{1,9}(?:ms|s|m|h))$"),
    SIZE("size", "^(?:[0-9]{1,15} ?(?:B|KiB|MiB|GiB)?)$"),
    PATH("path", "\\S"),
    ADDRESS("URI", "^[A-Za-z][A-Za-z0-9+.-]*:");

    private static final Pattern WHOLE = Pattern.compile("\\^\\(\\?:(.*)\\)\\$");

    private final String word;
    private final String pattern;

    Notation(String word, String pattern) {
        this.word = word;
        this.pattern = pattern;
    }

    String word() {
        return word;
    }

    /** In words, or, where it has none, the pattern itself. */
    static String of(String pattern) {
        return Arrays.stream(values())
                .filter(each -> each.pattern.equals(pattern))
                .map(Notation::word)
                .findFirst()
                .orElseGet(() -> "`" + WHOLE.matcher(pattern).replaceFirst("$1").replace("|", "\\|") + "`");
    }
}
