package ai.massgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.MassGenException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code docs/errors.md} has a heading for each error id that the API and the engine can produce, and for nothing else.
 * The ids are read from the exceptions and from the sources, not written here again.
 */
class ErrorsTest {
    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("../massgen-api/src/main/java"));
    private static final Path DOCUMENT = Path.of("../docs/errors.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (.*)$");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z]+\\.[a-z0-9]+(?:-[a-z0-9]+)*)\"");

    /** What has the form of an id and is none: names of files and of system properties. */
    private static final Pattern NO_ID =
            Pattern.compile(".*\\.(?:json|jsonl|yaml|md|sock|txt|lock)|(?:java|os|user|line)\\..*");

    private static final Set<String> PARTS =
            Set.of("**What happened**: ", "**Causes**: ", "**What to do**: ", "**Exit code**: ");

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    @Test
    void everyIdHasAHeadingAndEveryHeadingAnId() throws IOException {
        List<String> headings =
                HEADING.matcher(document()).results().map(each -> each.group(1)).toList();
        assertThat(headings).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(headings)).isEqualTo(ids());
    }

    @Test
    void theIdsOfTheExceptionsAreFound() {
        assertThat(ids()).contains("config.invalid", "provider.broken", "backend.rate-limited", "sandbox.not-enforced");
    }

    static Stream<String> sections() throws IOException {
        return Arrays.stream(document().split("(?m)^(?=## )")).skip(1);
    }

    @ParameterizedTest
    @MethodSource("sections")
    void eachSaysWhatHappenedWhyWhatToDoAndTheExitCode(String section) {
        assertThat(section).contains(PARTS);
        assertThat(section).containsPattern("(?m)^\\*\\*Exit code\\*\\*: (?:1|2|3|4|5|6|70)\n");
    }

    @Test
    void oneAreaHasOneExitCode() throws IOException {
        var codes = sections()
                .collect(Collectors.groupingBy(
                        each -> each.replaceFirst("(?s)## (\\w+)\\..*", "$1"),
                        Collectors.mapping(
                                each -> each.replaceFirst("(?s).*Exit code\\*\\*: (\\d+)\n.*", "$1"),
                                Collectors.toSet())));
        assertThat(codes.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    }

    private static Set<String> ids() {
        Set<String> ids = new TreeSet<>();
        for (Path root : SOURCES) {
            for (Path file : javaFiles(root)) {
                ids.addAll(ofException(className(root.relativize(file))));
                ids.addAll(literals(file));
            }
        }
        return ids;
    }

    private static List<Path> javaFiles(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(each -> each.toString().endsWith(".java"))
                    .filter(each -> !each.endsWith("package-info.java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String className(Path file) {
        return file.toString()
                .replaceFirst("\\.java$", "")
                .replace(file.getFileSystem().getSeparator(), ".");
    }

    /** The ids of an exception: those of its kinds, if it has a nested enum whose constants have a code. */
    private static List<String> ofException(String className) {
        try {
            Class<?> type = Class.forName(className, false, ErrorsTest.class.getClassLoader());
            List<String> ids = new ArrayList<>();
            if (MassGenException.class.isAssignableFrom(type)) {
                for (Class<?> nested : type.getDeclaredClasses()) {
                    ids.addAll(ofKinds(nested));
                }
            }
            return ids;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(className, e);
        }
    }

    private static List<String> ofKinds(Class<?> kinds) throws ReflectiveOperationException {
        List<String> ids = new ArrayList<>();
        if (kinds.isEnum()) {
            for (Field constant : kinds.getFields()) {
                ids.add((String) kinds.getMethod("code").invoke(constant.get(null)));
            }
        }
        return ids;
    }

    private static List<String> literals(Path file) {
        try {
            return LITERAL.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .map(each -> each.substring(1, each.length() - 1))
                    .filter(each -> !NO_ID.matcher(each).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
