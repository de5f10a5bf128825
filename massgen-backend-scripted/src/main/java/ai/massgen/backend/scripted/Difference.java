package ai.massgen.backend.scripted;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What differs between two requests, for people: the lines that are not the same, without what is around them. */
final class Difference {
    private static final int MOST_LINES = 6;
    private static final int LONGEST = 200;

    private Difference() {}

    /**
     * Compares outlines.
     *
     * @return lines with {@code -} for what was recorded and {@code +} for what is now; empty if the outlines are the same
     */
    static String between(List<String> recorded, List<String> now) {
        int start = 0;
        int most = Math.min(recorded.size(), now.size());
        while (start < most && recorded.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < most - start && recorded.get(recorded.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        return Stream.concat(
                        marked("- ", recorded.subList(start, recorded.size() - end)),
                        marked("+ ", now.subList(start, now.size() - end)))
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> marked(String mark, List<String> lines) {
        Stream<String> shown = lines.stream().limit(MOST_LINES).map(line -> mark + shortened(line));
        int more = lines.size() - MOST_LINES;
        return more > 0 ? Stream.concat(shown, Stream.of(mark + "(" + more + " more lines)")) : shown;
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
