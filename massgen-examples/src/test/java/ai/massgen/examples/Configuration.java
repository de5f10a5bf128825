package ai.massgen.examples;

import ai.massgen.core.MassGen;
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

    static Configuration named(String name) throws IOException, URISyntaxException {
        return all().filter(configuration -> configuration.toString().equals(name + ".yaml"))
                .findFirst()
                .orElseThrow();
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

    /** Whether it runs something without isolation, which has to be allowed. */
    boolean needsConsent() {
        return needs().contains("--allow-unsandboxed");
    }

    /** Whether it has tools that run here, and not only elsewhere. */
    boolean hasTools() {
        return text.lines().anyMatch("tools:"::equals)
                && text.lines().anyMatch(line -> line.matches(" {4}(?:image|npx|uvx): .*"));
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

    /** Asks a question in a folder of its own, with the consent that it needs. */
    Seen ask(Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        return Seen.ask(
                MassGen.builder()
                        .config(Files.copy(file, folder.resolve(file.getFileName())))
                        .environment(environment)
                        .allowUnsandboxed(needsConsent()),
                "What is two and two?");
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
