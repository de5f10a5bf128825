package ai.massgen.core.pin;

import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks through a definition for what has been used to mislead. Every text in it is looked at, names of members included.
 * Words are found also if invisible characters are strewn into them or they are written in look-alike forms. Stateless.
 */
public final class Scrutiny {
    private static final int MOST = 20;
    private static final int LONGEST_TEXT = 64 << 10;
    private static final int LONGEST_EXCERPT = 120;
    private static final int LONGEST_PLACE = 120;
    private static final int BEFORE = 20;
    private static final int CASELESS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** Words with bounded gaps: none of these can take long, whatever the text. */
    private record Words(Suspicion.Kind kind, Pattern pattern) {
        Words(Suspicion.Kind kind, String regex) {
            this(kind, Pattern.compile(regex, CASELESS));
        }
    }

    private static final List<Words> WORDS = List.of(
            new Words(
                    Suspicion.Kind.INSTRUCTION,
                    "\\b(?:ignore|disregard|forget|override)\\b.{0,40}\\b(?:previous|prior|above|earlier|preceding|all|other)\\b"
                            + ".{0,40}\\b(?:instruction|prompt|rule|message|direction|polic|context)"),
            new Words(
                    Suspicion.Kind.INSTRUCTION,
                    "\\b(?:do not|don't|never|without)\\b.{0,20}\\b(?:tell|telling|inform|informing|mention|mentioning|reveal"
                            + "|revealing|notify|notifying|show|showing)\\b.{0,30}\\buser"),
            new Words(Suspicion.Kind.INSTRUCTION, "\\bsystem prompt\\b"),
            new Words(
                    Suspicion.Kind.INSTRUCTION,
                    "\\b(?:before|prior to|instead of)\\b.{0,20}\\b(?:using|calling|invoking)\\b.{0,20}\\b(?:any|other|this|all)"
                            + "\\b.{0,20}\\btools?\\b"),
            new Words(
                    Suspicion.Kind.EMPHASIS,
                    "</?\\s{0,3}(?:important|system|secret|hidden|critical|instructions?|assistant|human|user)\\s{0,3}>"
                            + "|\\[/?inst\\]|<\\|[a-z_]{2,20}\\|>"),
            new Words(
                    Suspicion.Kind.SENSITIVE_FILE,
                    "\\bid_(?:rsa|ed25519|ecdsa)\\b|\\.ssh\\b|\\.aws/|\\.netrc\\b|/etc/(?:passwd|shadow)\\b|\\.kube/config\\b"
                            + "|\\.docker/config"),
            new Words(Suspicion.Kind.BASE64, "[a-z0-9+/]{120,}"));

    private Scrutiny() {}

    /**
     * Looks through a definition.
     *
     * @param tool the tool
     * @return what was found, 20 at most, in the order of the definition
     */
    public static List<Suspicion> of(ToolPin tool) {
        Set<Suspicion> found = new LinkedHashSet<>();
        look(tool.definition(), "", found);
        return found.stream().limit(MOST).toList();
    }

    private static void look(JsonNode node, String where, Set<Suspicion> found) {
        if (found.size() >= MOST) {
            return;
        }
        if (node.isTextual()) {
            text(node.textValue(), where, found);
        } else if (node.isArray()) {
            node.forEach(element -> look(element, where, found));
        } else if (node.isObject()) {
            node.properties().forEach(member -> {
                String inside = where.isEmpty() ? member.getKey() : where + "." + member.getKey();
                text(member.getKey(), "a name in " + (where.isEmpty() ? "the definition" : where), found);
                look(member.getValue(), Visible.line(inside, LONGEST_PLACE), found);
            });
        }
    }

    private static void text(String whole, String where, Set<Suspicion> found) {
        String text = whole.substring(0, Math.min(whole.length(), LONGEST_TEXT));
        Hidden.in(text).forEach((kind, excerpt) -> found.add(new Suspicion(kind, where, excerpt)));
        String plain = plain(text);
        for (Words words : WORDS) {
            Matcher matcher = words.pattern().matcher(plain);
            if (matcher.find() && (words.kind() != Suspicion.Kind.BASE64 || isMixed(matcher.group()))) {
                found.add(new Suspicion(words.kind(), where, excerpt(plain, matcher.start())));
            }
        }
    }

    private static boolean isMixed(String text) {
        return text.chars().anyMatch(Character::isUpperCase)
                && text.chars().anyMatch(Character::isLowerCase)
                && text.chars().anyMatch(Character::isDigit);
    }

    private static String excerpt(String text, int at) {
        int from = Math.max(0, at - BEFORE);
        return (from > 0 ? "…" : "") + Visible.line(text.substring(from), LONGEST_EXCERPT);
    }

    /** The text as its words are read: without what is invisible, in one form, with single spaces. */
    static String plain(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> Character.isWhitespace(point) || !Visible.isHidden(point))
                .forEach(visible::appendCodePoint);
        return Normalizer.normalize(visible, Normalizer.Form.NFKC).replaceAll("\\s+", " ");
    }
}
