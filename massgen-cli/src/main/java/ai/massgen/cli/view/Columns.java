package ai.massgen.cli.view;

import java.text.BreakIterator;
import java.util.Locale;

/**
 * How many columns of a terminal text takes. Terminals do not agree on everything: emoji that are joined from several
 * and signs that are wide only in East Asian fonts may be off by one.
 */
final class Columns {
    private static final int EMOJI_STYLE = 0xfe0f;

    /** First and last of the wide signs, apart from emoji: Unicode's East Asian Width W and F, without small gaps. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2329, 0x232a, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0xa4cf, 0xa960, 0xa97f,
        0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f, 0xff00, 0xff60, 0xffe0, 0xffe6, 0x16fe0,
        0x18d08, 0x1aff0, 0x1b2fb, 0x1f200, 0x1f265, 0x20000, 0x3fffd
    };

    private Columns() {}

    static int of(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text.length();
        }
        BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
        clusters.setText(text);
        int columns = 0;
        int start = clusters.first();
        for (int end = clusters.next(); end != BreakIterator.DONE; end = clusters.next()) {
            columns += ofCluster(text.substring(start, end));
            start = end;
        }
        return columns;
    }

    /** What readers take for one character: an emoji with its modifiers is as wide as the emoji. */
    static int ofCluster(String cluster) {
        int first = cluster.codePointAt(0);
        if (Character.isExtendedPictographic(first) || Character.isEmojiPresentation(first)) {
            return Character.isEmojiPresentation(first) || cluster.indexOf(EMOJI_STYLE) > 0 ? 2 : 1;
        }
        return cluster.codePoints().map(Columns::ofPoint).sum();
    }

    private static int ofPoint(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL -> 0;
            default -> joinsSyllable(point) ? 0 : wide(point) ? 2 : 1;
        };
    }

    /** Korean vowels and final consonants, which are drawn into the syllable that the consonant before them began. */
    private static boolean joinsSyllable(int point) {
        return (point >= 0x1160 && point <= 0x11ff) || (point >= 0xd7b0 && point <= 0xd7ff);
    }

    private static boolean wide(int point) {
        for (int i = 0; i < WIDE.length && WIDE[i] <= point; i += 2) {
            if (point <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
