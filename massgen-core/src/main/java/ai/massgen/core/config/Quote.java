package ai.massgen.core.config;

import ai.massgen.core.text.Visible;

/** Quotes what the user wrote: on one line, shortened, and without characters that a terminal would obey. */
final class Quote {
    private static final int LONGEST = 80;
    private static final int LONGEST_SENTENCE = 800;

    private Quote() {}

    static String of(String text) {
        return "'" + plain(text) + "'";
    }

    static String plain(String text) {
        return Visible.line(text, LONGEST);
    }

    /** A message that somebody else wrote. */
    static String sentence(String text) {
        return Visible.line(text, LONGEST_SENTENCE);
    }
}
