package ai.massgen.core.prompt;

import java.util.Locale;

/**
 * Wraps what an agent wrote for another agent to read. The text is data, and must not be able to end its own wrapping: where
 * it spells the name of the tag, in any case and with other characters strewn in, its angle brackets are written as
 * entities. All other text, code above all, stays as it is.
 */
final class Quoted {
    private static final String NAME = "peer-text";

    private Quoted() {}

    static String answer(String author, String text) {
        return wrap("kind=\"answer\" of=\"" + author + "\"", text);
    }

    static String reason(String voter, String text) {
        return wrap("kind=\"reason\" of=\"" + voter + "\"", text);
    }

    static String presented(String author, String text) {
        return wrap("kind=\"presented\" of=\"" + author + "\"", text);
    }

    static String judgement(String judge, String text) {
        return wrap("kind=\"judgement\" of=\"" + judge + "\"", text);
    }

    private static String wrap(String attributes, String text) {
        return "<" + NAME + " " + attributes + ">\n" + harmless(text) + "\n</" + NAME + ">";
    }

    private static String harmless(String text) {
        return spellsName(text) ? escape(text) : text;
    }

    /** Looks at letters only: whatever is between them, a tag might still be read there. */
    private static boolean spellsName(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.codePoints().map(Quoted::halfWidth).filter(Character::isLetter).forEach(letters::appendCodePoint);
        return letters.toString().toLowerCase(Locale.ROOT).contains("peertext");
    }

    /** The ASCII character of which this is the full-width form. */
    private static int halfWidth(int c) {
        return c >= '\uFF01' && c <= '\uFF5E' ? c - '\uFF01' + '!' : c;
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<', '\uFE64', '\uFF1C' -> out.append("&lt;");
                case '>', '\uFE65', '\uFF1E' -> out.append("&gt;");
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
