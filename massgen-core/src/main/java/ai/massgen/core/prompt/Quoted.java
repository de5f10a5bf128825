package ai.massgen.core.prompt;

import java.util.Locale;

/**
 * Wraps what an agent wrote for another agent to read, and files of the user. The text is data, and must not be able to end
 * its own wrapping or to look like another: where it spells the name of a tag, in any case and with other characters strewn in, its angle brackets are written as
 * entities. All other text, code above all, stays as it is.
 */
final class Quoted {
    private static final String NAME = "peer-text";
    private static final String FILE = "attached-file";

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

    static String file(String name, String text) {
        return wrap(FILE, "name=\"" + escape(name.replace('"', '\'')) + "\"", text);
    }

    private static String wrap(String attributes, String text) {
        return wrap(NAME, attributes, text);
    }

    private static String wrap(String tag, String attributes, String text) {
        return "<" + tag + " " + attributes + ">\n" + (spellsATag(text) ? escape(text) : text) + "\n</" + tag + ">";
    }

    /** Looks at letters only: whatever is between them, a tag might still be read there. */
    private static boolean spellsATag(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        text.codePoints().map(Quoted::halfWidth).filter(Character::isLetter).forEach(letters::appendCodePoint);
        String spelled = letters.toString().toLowerCase(Locale.ROOT);
        return spelled.contains("peertext") || spelled.contains("attachedfile");
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
