package ai.massgen.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A printed surface that is committed, so that whoever changes the surface says so.
 *
 * @param file where it is
 */
record Printout(Path file) {
    private static final String HEAD = """
            # What others compile against. A test compares this file with the code; how it may grow: docs/versioning.md.
            # Rewritten by: ./mvnw verify -Dapi.update=true
            """;

    private static final Pattern HEADING = Pattern.compile("\\b(?:class|interface|enum|record|package) ([\\w.]+)");

    /**
     * Compares the file with the code, or rewrites it.
     *
     * @param surface what is in the code
     * @param update whether to rewrite the file
     * @throws AssertionError with the differences
     */
    void check(String surface, boolean update) {
        String now = HEAD + surface;
        try {
            if (update) {
                Files.writeString(file, now);
                return;
            }
            String before = Files.exists(file) ? Files.readString(file) : "";
            if (!before.equals(now)) {
                throw new AssertionError("what others compile against has changed, and " + file.toAbsolutePath()
                        + " does not say so:" + differences(before, now)
                        + "\nIf it is meant, read docs/versioning.md, tell it in CHANGELOG.md and rewrite the file:"
                        + " ./mvnw verify -Dapi.update=true");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines that are gone and lines that are new, by the type that they are about. */
    static String differences(String before, String now) {
        Set<Line> old = lines(before);
        Set<Line> current = lines(now);
        TreeMap<String, StringBuilder> changes = new TreeMap<>();
        old.stream().filter(line -> !current.contains(line)).forEach(line -> line.report("-", changes));
        current.stream().filter(line -> !old.contains(line)).forEach(line -> line.report("+", changes));
        return changes.isEmpty()
                ? "\n  the same lines in another order"
                : changes.entrySet().stream()
                        .map(each -> "\n  " + each.getKey() + each.getValue())
                        .collect(Collectors.joining());
    }

    private static Set<Line> lines(String text) {
        Set<Line> lines = new LinkedHashSet<>();
        String owner = "the file";
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            Matcher heading = HEADING.matcher(line);
            if (!line.startsWith(" ") && heading.find()) {
                owner = heading.group(1);
            }
            lines.add(new Line(owner, line.strip()));
        }
        return lines;
    }

    private record Line(String owner, String text) {
        void report(String sign, TreeMap<String, StringBuilder> changes) {
            changes.computeIfAbsent(owner, key -> new StringBuilder())
                    .append("\n    ")
                    .append(sign)
                    .append(" ")
                    .append(text);
        }
    }
}
