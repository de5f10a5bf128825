package ai.massgen.examples;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An example configuration. Its first line says what it shows, its second what it needs to run.
 *
 * @param file where it is
 * @param text what is in it
 */
record Configuration(Path file, String text) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Z_]+)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Z]+(?:_[A-Z]+)+");

    static Stream<Configuration> all() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(Configuration.class.getResource("/configs"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(file -> new Configuration(file, Checkout.text(file)))
                    .toList()
                    .stream();
        }
    }

    String shows() {
        return line(0, "# Shows ");
    }

    String needs() {
        return line(1, "# Needs: ");
    }

    private String line(int number, String start) {
        String line = text.lines().skip(number).findFirst().orElse("");
        if (!line.startsWith(start)) {
            throw new IllegalStateException(
                    "line " + (number + 1) + " of " + this + " does not begin with '" + start + "'");
        }
        return line.substring(start.length());
    }

    boolean needsNothing() {
        return needs().equals("nothing");
    }

    boolean needsEngine() {
        return needs().contains("an engine");
    }

    /** Whether it has tools that run here, and not only elsewhere. */
    boolean hasTools() {
        return text.lines().anyMatch("tools:"::equals) && text.contains("    image: ");
    }

    /** The environment variables that it says it needs. */
    Set<String> neededVariables() {
        return names(VARIABLE, needs());
    }

    /** The environment variables that it refers to. */
    Set<String> variables() {
        return names(REFERENCE, text);
    }

    /** An environment in which these are set, to something that can also be an address. */
    Map<String, String> environment() {
        return variables().stream().collect(Collectors.toMap(name -> name, name -> "http://127.0.0.1:9/v1"));
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(match.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
