package ai.massgen.cli.view;

import ai.massgen.core.text.Visible;

/** The way from text that somebody else wrote to the screen. */
final class Shown {
    private static final int LONGEST_NAME = 80;

    private Shown() {}

    /** All of a text. A line end of the other convention is a line end too. */
    static String all(String text) {
        return Visible.block(text.replace("\r\n", "\n"), Integer.MAX_VALUE);
    }

    /** A text as one line, shortened to so many characters. */
    static String line(String text, int most) {
        return Visible.line(text, most);
    }

    /** A name, as one line. */
    static String name(String text) {
        return Visible.line(text, LONGEST_NAME);
    }

    /** The beginning of a text: at most so many lines, and so many characters. */
    static String beginning(String text, int lines, int most) {
        String shown = Visible.block(text.replace("\r\n", "\n").strip(), most);
        int end = 0;
        for (int i = 0; i < lines; i++) {
            end = shown.indexOf('\n', end) + 1;
            if (end == 0) {
                return shown;
            }
        }
        return shown.substring(0, end - 1) + " …";
    }
}
