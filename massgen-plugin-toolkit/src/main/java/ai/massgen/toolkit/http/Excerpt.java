package ai.massgen.toolkit.http;

import java.util.regex.Pattern;

/** Makes text from outside fit for a message: one line, no control characters, not long, no full stop at its end. */
final class Excerpt {
    private static final int LONGEST = 500;
    private static final Pattern GAP = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern KEY_LIKE =
            Pattern.compile("\\b(?:Bearer\\s+\\S{8,}|(?:sk|gsk|xai|rk|pk|AIza)[-_A-Za-z0-9]{12,})");

    private Excerpt() {}

    static String of(String text) {
        String head = text.length() > 8 * LONGEST ? text.substring(0, 8 * LONGEST) : text;
        String line = GAP.matcher(KEY_LIKE.matcher(head).replaceAll("***"))
                .replaceAll(" ")
                .strip();
        if (line.length() > LONGEST) {
            int end = Character.isHighSurrogate(line.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            return line.substring(0, end) + "…";
        }
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
