package ai.massgen.architecture;

import ai.massgen.testkit.hostile.Row;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of attacks: what is tried, by which tests, and what they saw when they last ran. */
final class AttackTable {
    private static final int LONGEST = 420;
    private static final Map<String, String> RUNTIMES = Map.of(
            "RUNC", "Docker, runc",
            "GVISOR", "Docker, gVisor",
            "PODMAN", "Podman, runc",
            "ROOTLESS", "Podman without root, runc",
            "-", "no engine");

    private AttackTable() {}

    /**
     * An attack.
     *
     * @param tried what is tried
     * @param holds what must hold
     */
    record Attack(String tried, String holds) {}

    /**
     * One run of a test.
     *
     * @param id the attack
     * @param runtime where it ran
     * @param test class and method
     * @param outcome {@code held} or {@code failed}
     * @param seen what it saw, possibly nothing
     */
    record Seen(String id, String runtime, String test, String outcome, String seen) {}

    /** All attacks by id, in the order of the table. */
    static Map<String, Attack> attacks() {
        Map<String, Attack> attacks = new LinkedHashMap<>();
        try (InputStream in =
                Objects.requireNonNull(AttackTable.class.getResourceAsStream("attacks.txt"), "attacks.txt")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", -1))
                    .forEach(parts -> attacks.put(parts[0], new Attack(parts[1], parts[2])));
            return attacks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tests of each attack, from the byte code. */
    static Map<String, Set<String>> tests(JavaClasses... classes) {
        Map<String, Set<String>> tests = new TreeMap<>();
        Arrays.stream(classes)
                .flatMap(JavaClasses::stream)
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Row.class))
                .forEach(method -> Arrays.stream(
                                method.getAnnotationOfType(Row.class).value())
                        .forEach(id -> tests.computeIfAbsent(id, key -> new TreeSet<>())
                                .add(name(method))));
        return tests;
    }

    private static String name(JavaMethod method) {
        return method.getOwner().getSimpleName() + "." + method.getName();
    }

    /** What the tests of all modules wrote down when they last ran here. */
    static List<Seen> seen() {
        return Census.HOUSE.modules().stream()
                .map(module ->
                        Checkout.ROOT.resolve(module.name()).resolve("target").resolve("hostile"))
                .filter(Files::isDirectory)
                .flatMap(AttackTable::files)
                .flatMap(AttackTable::lines)
                .map(line -> line.split("\t", -1))
                .map(parts -> new Seen(parts[0], parts[1], parts[2] + "." + parts[3], parts[4], parts[5]))
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table as Markdown: a row for each attack and runtime. */
    static String markdown(List<Seen> seen) {
        StringBuilder table = new StringBuilder(
                        "| id | what is tried | what must hold | where | what was seen | tests |\n")
                .append("| --- | --- | --- | --- | --- | --- |\n");
        attacks().forEach((id, attack) -> {
            Map<String, List<Seen>> byRuntime = seen.stream()
                    .filter(each -> each.id().equals(id))
                    .collect(Collectors.groupingBy(
                            Seen::runtime,
                            () -> new TreeMap<>(Comparator.<String>reverseOrder()),
                            Collectors.toList()));
            byRuntime.forEach((runtime, runs) -> table.append("| ")
                    .append(String.join(
                            " | ", id, attack.tried(), attack.holds(), RUNTIMES.get(runtime), facts(runs), names(runs)))
                    .append(" |\n"));
        });
        return table.toString();
    }

    private static String facts(List<Seen> runs) {
        if (runs.stream().anyMatch(run -> !run.outcome().equals("held"))) {
            return "**FAILED**";
        }
        Set<String> facts = new LinkedHashSet<>();
        runs.forEach(run -> facts.add(run.seen().isEmpty() ? sentence(run.test()) : run.seen()));
        String all = String.join("; ", facts)
                .replaceAll("[^\\x20-\\x7e]", "·")
                .replace("\\", "")
                .replace("|", "/");
        String cut = all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
        return "`" + cut.replace("`", "'") + "`";
    }

    /** The name of a test as the rule that it is. */
    private static String sentence(String test) {
        return test.substring(test.indexOf('.') + 1)
                .replaceAll("([A-Z])", " $1")
                .toLowerCase(Locale.ROOT);
    }

    private static String names(List<Seen> runs) {
        return runs.stream()
                .map(run -> "`" + run.test() + "`")
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
