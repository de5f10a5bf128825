package ai.massgen.core.config;

import java.util.Locale;
import java.util.function.Predicate;

/** Names of the old form as the new form takes them: lower-case letters, digits and dashes, 32 at most. */
final class OldNames {
    private static final int LONGEST = 32;

    private OldNames() {}

    static String of(String old, String fallback) {
        String name = old.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String kept = name.substring(0, Math.min(name.length(), LONGEST)).replaceAll("-+$", "");
        return kept.isEmpty() ? fallback : kept;
    }

    /** The name, or the first one with a number behind it that is not taken. */
    static String free(String wanted, Predicate<String> taken) {
        String name = wanted;
        for (int n = 2; taken.test(name); n++) {
            String number = "-" + n;
            name = wanted.substring(0, Math.min(wanted.length(), LONGEST - number.length())) + number;
        }
        return name;
    }
}
