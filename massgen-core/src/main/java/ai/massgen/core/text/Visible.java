package ai.massgen.core.text;

/**
 * Shows text that somebody else wrote: control characters, invisible characters and those that turn the direction of
 * writing appear as escapes. What a model is given as a tool's result does not pass through here: only what people and
 * models are told <em>about</em> a tool does.
 */
public final class Visible {
    private static final String CUT = "…";

    private Visible() {}

    /**
     * Shows text as one line: line breaks and tabs are escaped too.
     *
     * @param text any text, possibly hostile
     * @param max how many characters to show at most, at least 1
     * @return the text, escaped, and cut with an ellipsis if it was longer
     */
    public static String line(String text, int max) {
        return show(text, max, false);
    }

    /**
     * Shows text that may have several lines: line feeds and tabs stay.
     *
     * @param text any text, possibly hostile
     * @param max how many characters to show at most, at least 1
     * @return the text, escaped, and cut with an ellipsis if it was longer
     */
    public static String block(String text, int max) {
        return show(text, max, true);
    }

    /**
     * Whether a character shows nothing, moves a cursor or turns the direction of writing.
     *
     * @param point a code point
     * @return whether it is shown as an escape
     */
    public static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> blank(point);
        };
    }

    private static String show(String text, int max, boolean lines) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), max));
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            String piece = piece(point, lines);
            if (shown.length() + piece.length() > max - (at + Character.charCount(point) < text.length() ? 1 : 0)) {
                return shown.append(CUT).toString();
            }
            shown.append(piece);
            at += Character.charCount(point);
        }
        return shown.toString();
    }

    private static String piece(int point, boolean lines) {
        return switch (point) {
            case '\n' -> lines ? "\n" : "\\n";
            case '\t' -> lines ? "\t" : "\\t";
            case '\r' -> "\\r";
            case 0x1b -> "\\e";
            default -> isHidden(point) ? "\\u{" + Integer.toHexString(point) + "}" : Character.toString(point);
        };
    }

    /** Letters and marks that show nothing and have been used to hide text: fillers and supplementary selectors. */
    private static boolean blank(int point) {
        return point == 0x034f
                || point == 0x115f
                || point == 0x1160
                || point == 0x3164
                || point == 0xffa0
                || point == 0x2800
                || (point >= 0x17b4 && point <= 0x17b5)
                || (point >= 0x180b && point <= 0x180f)
                || (point >= 0xe0100 && point <= 0xe01ef);
    }
}
