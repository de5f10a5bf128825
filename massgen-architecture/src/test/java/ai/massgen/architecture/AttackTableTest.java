package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every attack has a test, and docs/security-evidence.md tells of exactly these tests. */
class AttackTableTest {
    private static final Path DOCUMENT = Checkout.ROOT.resolve("docs/security-evidence.md");
    private static final String MARK =
            "<!-- Below this line: written by AttackTableTest with -Ddocs.update=true. -->\n";
    private static final Pattern LINE = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|.*\\| ([^|]*) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+\\.\\w+)`");

    private final Map<String, Set<String>> tests = AttackTable.tests(Compiled.tests(), Compiled.main());

    @Test
    void everyAttackHasATest() {
        assertThat(tests.keySet())
                .containsExactlyInAnyOrderElementsOf(AttackTable.attacks().keySet());
    }

    @Test
    void theDocumentTellsOfEveryTestAndOfNoOther() throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            update();
        }
        Map<String, Set<String>> told = new TreeMap<>();
        for (MatchResult line :
                LINE.matcher(Files.readString(DOCUMENT)).results().toList()) {
            TEST.matcher(line.group(2))
                    .results()
                    .forEach(test -> told.computeIfAbsent(line.group(1), key -> new TreeSet<>())
                            .add(test.group(1)));
        }
        assertThat(told)
                .as("docs/security-evidence.md; run all tests with an engine, then this one with -Ddocs.update=true")
                .isEqualTo(tests);
    }

    private void update() throws IOException {
        List<AttackTable.Seen> seen = AttackTable.seen();
        Map<String, Set<String>> ran = new TreeMap<>();
        seen.forEach(
                each -> ran.computeIfAbsent(each.id(), key -> new TreeSet<>()).add(each.test()));
        assertThat(ran).as("tests that have run since the last clean build").isEqualTo(tests);
        String document = Files.readString(DOCUMENT);
        int mark = document.indexOf(MARK);
        assertThat(mark).as("the mark in the document").isPositive();
        Files.writeString(DOCUMENT, document.substring(0, mark) + MARK + "\n" + AttackTable.markdown(seen));
    }

    @Test
    void nothingThatFailedIsWrittenDownAsHeld() throws IOException {
        assertThat(Files.readString(DOCUMENT)).doesNotContain("FAILED");
        assertThat(AttackTable.markdown(List.of(
                        new AttackTable.Seen("A1", "RUNC", "ForkTest.bombs", "failed", "all well"),
                        new AttackTable.Seen("A1", "RUNC", "ForkTest.others", "held", ""))))
                .contains("| A1 | fork bomb |", "| Docker, runc | **FAILED** | `ForkTest.bombs`, `ForkTest.others` |");
    }
}
