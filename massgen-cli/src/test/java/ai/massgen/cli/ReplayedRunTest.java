package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a run is its recording. */
@Timeout(60)
class ReplayedRunTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void record() throws IOException {
        shell = new Shell(folder).file("massgen.yaml", Shell.THREE_AGENTS).typed();
        assertThat(shell.run("run", "is water wet?").code()).isZero();
        Path run;
        try (Stream<Path> runs = Files.list(folder.resolve(".massgen/runs"))) {
            run = runs.filter(Files::isDirectory)
                    .filter(each -> Files.exists(each.resolve("journal.jsonl")))
                    .findFirst()
                    .orElseThrow();
        }
        shell.file("again.yaml", again(run, "strict")).file("lenient.yaml", again(run, "warn"));
    }

    private static String again(Path run, String mismatch) {
        String backend = "{ type: scripted, mode: replay, journal: \"" + run + "\", on_mismatch: " + mismatch + " }";
        return """
                version: 1
                limits: { run: 20s }
                agents:
                  - { id: ada, backend: BACKEND }
                  - { id: ben, backend: BACKEND }
                  - { id: cleo, backend: BACKEND }
                """.replace("BACKEND", backend);
    }

    private static String answer(Outcome outcome) {
        String last = outcome.lines().getLast();
        return last.substring(last.indexOf("\"answer\":"), last.indexOf("\"usage\":"));
    }

    @Test
    void aRunIsPlayedAgainFromItsJournal() {
        String first = answer(shell.run("run", "--json", "-c", "again.yaml", "is water wet?"));

        for (int i = 0; i < 5; i++) {
            Outcome again = shell.run("run", "--json", "-c", "again.yaml", "is water wet?");
            assertThat(again.code()).isZero();
            assertThat(answer(again)).isEqualTo(first);
        }
    }

    @Test
    void anotherQuestionIsRefusedAndTheDifferenceIsShown() {
        Outcome outcome = shell.run("run", "-c", "again.yaml", "is water dry?");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err())
                .contains("- message 1, user | is water wet?", "+ message 1, user | is water dry?")
                .contains("[backend.invalid-request]");
    }

    @Test
    void withAWarningItIsPlayedAllTheSame() {
        Outcome outcome = shell.run("run", "-c", "lenient.yaml", "is water dry?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("note: call 1 of agent1 is not the recorded one");
    }
}
