package ai.massgen.examples;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A record of a decision.
 *
 * @param number its four digits
 * @param title its title
 * @param document the document
 */
record Decision(String number, String title, Markdown document) {
    static final String FOLDER = "docs/adr";

    private static final Pattern FILE = Pattern.compile("docs/adr/(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern TITLE = Pattern.compile("(\\d{4}) (.+)");

    /** All decisions, in the order of their numbers. */
    static List<Decision> all() {
        return Checkout.documents().stream()
                .filter(document -> document.toString().startsWith(FOLDER)
                        && !document.file().endsWith("README.md"))
                .map(Decision::of)
                .toList();
    }

    private static Decision of(Markdown document) {
        Matcher file = FILE.matcher(document.toString());
        Matcher title = TITLE.matcher(document.headings().getFirst());
        if (!file.matches() || !title.matches() || !file.group(1).equals(title.group(1))) {
            throw new IllegalStateException(
                    document + " is titled '" + document.headings().getFirst()
                            + "'; name it 0000-some-words.md and title it '# 0000 Some words', with the same number");
        }
        return new Decision(title.group(1), title.group(2), document);
    }
}
