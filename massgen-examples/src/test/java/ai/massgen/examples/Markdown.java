package ai.massgen.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A document, taken apart.
 *
 * @param file where it is
 * @param blocks its fenced blocks
 * @param prose its other lines, without what stands in back quotes in them
 * @param headings its headings, without the marks
 */
record Markdown(Path file, List<Block> blocks, List<String> prose, List<String> headings) {
    private static final String FENCE = "```";
    private static final Pattern HEADING = Pattern.compile("#{1,6} .*");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param language what stands behind the opening fence
     * @param line the line of the opening fence, from 1
     * @param text what is inside
     */
    record Block(String language, int line, String text) {}

    static Markdown of(Path file) {
        List<Block> blocks = new ArrayList<>();
        List<String> prose = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        List<String> lines = Checkout.text(file).lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.startsWith(FENCE)) {
                int end = end(lines, at + 1);
                blocks.add(new Block(
                        line.substring(FENCE.length()).strip(),
                        at + 1,
                        String.join("\n", lines.subList(at + 1, end)) + "\n"));
                at = end;
            } else {
                prose.add(line.replaceAll("`[^`]*`", "``"));
                if (HEADING.matcher(line).matches()) {
                    headings.add(line.replaceFirst("#+ ", "").strip());
                }
            }
        }
        return new Markdown(file, blocks, prose, headings);
    }

    private static int end(List<String> lines, int from) {
        for (int at = from; at < lines.size(); at++) {
            if (lines.get(at).startsWith(FENCE)) {
                return at;
            }
        }
        throw new IllegalStateException("a fence in line " + from + " is never closed");
    }

    /** The blocks in one language. */
    List<Block> blocks(String language) {
        return blocks.stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** What its links lead to, as written. */
    List<String> links() {
        return prose.stream()
                .flatMap(line -> LINK.matcher(line).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** The fragments under which its headings can be linked to, made as on GitHub. */
    Set<String> anchors() {
        Set<String> anchors = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String heading : headings) {
            String anchor = anchor(heading);
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The path from the root, for messages. */
    @Override
    public String toString() {
        return Checkout.ROOT.relativize(file).toString();
    }
}
