package ai.massgen.core.pin;

import ai.massgen.core.text.Visible;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds characters that people do not see. Stateless. */
final class Hidden {
    private static final int LONGEST = 80;
    private static final int FIRST_TAG = 0xe0000;
    private static final int LAST_TAG = 0xe007f;

    private Hidden() {}

    /** Kinds of hidden characters in a text, each with what it looks like, or what it says. */
    static Map<Suspicion.Kind, String> in(String text) {
        Map<Suspicion.Kind, StringBuilder> all = new EnumMap<>(Suspicion.Kind.class);
        int before = ' ';
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            Suspicion.Kind kind = Visible.isHidden(point) ? kind(point, before) : null;
            if (kind != null) {
                all.computeIfAbsent(kind, key -> new StringBuilder()).appendCodePoint(point);
            }
            before = point;
        }
        Map<Suspicion.Kind, String> found = new EnumMap<>(Suspicion.Kind.class);
        all.forEach((kind, points) -> found.put(kind, excerpt(kind, points.toString())));
        return found;
    }

    private static Suspicion.@Nullable Kind kind(int point, int before) {
        if (point == '\n' || point == '\r' || point == '\t' || joins(point, before)) {
            return null;
        }
        if (point >= FIRST_TAG && point <= LAST_TAG) {
            return Suspicion.Kind.UNICODE_TAGS;
        }
        return isBidi(point) ? Suspicion.Kind.BIDI : Suspicion.Kind.INVISIBLE;
    }

    /** Joiners belong to emoji and to scripts whose letters they join or keep apart, never to Latin words. */
    private static boolean joins(int point, int before) {
        return (point == 0x200c || point == 0x200d) && before > 0x24f && Character.getType(before) != Character.FORMAT;
    }

    private static boolean isBidi(int point) {
        return (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069)
                || point == 0x200e
                || point == 0x200f
                || point == 0x61c;
    }

    private static String excerpt(Suspicion.Kind kind, String points) {
        if (kind != Suspicion.Kind.UNICODE_TAGS) {
            return Visible.line(points, LONGEST);
        }
        StringBuilder says = new StringBuilder();
        points.codePoints()
                .map(point -> point - FIRST_TAG)
                .filter(letter -> letter >= ' ')
                .forEach(says::appendCodePoint);
        return "it says '" + Visible.line(says.toString(), LONGEST) + "'";
    }
}
