package ai.massgen.core.config;

import java.util.Locale;

/** Names of the old form as the new form takes them: lower-case letters, digits and dashes, 32 at most. */
final class OldNames {
    private static final int LONGEST = 32;

    private OldNames() {}

    static String of(String old, String fallback) {
        String name = old.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String kept = name.substring(0, Math.min(name.length(), LONGEST)).replaceAll("-+$", "");
        return kept.isEmpty() ? fallback : kept;
    }
}
