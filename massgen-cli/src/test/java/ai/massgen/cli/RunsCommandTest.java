package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are over, or were interrupted: list, show, replay, resume. */
class RunsCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void configure() {
        shell = new Shell(folder).file("massgen.yaml", Shell.THREE_AGENTS).typed();
    }

    private String ask(String question) throws IOException {
        List<String> before = runs();
        assertThat(shell.run("run", "--json", question).code()).isZero();
        List<String> after = runs();
        return after.stream().filter(run -> !before.contains(run)).findFirst().orElseThrow();
    }

    private List<String> runs() throws IOException {
        Path runs = folder.resolve(".massgen/runs");
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(runs)) {
            return entries.filter(Files::isDirectory)
                    .map(run -> run.getFileName().toString())
                    .toList();
        }
    }

    private Path journal(String run) {
        return folder.resolve(".massgen/runs").resolve(run).resolve("journal.jsonl");
    }

    /** As if the process had died after this many events. */
    private void cut(String run, int events) throws IOException {
        List<String> lines = Files.readAllLines(journal(run));
        Files.writeString(journal(run), String.join("\n", lines.subList(0, events)) + "\n{\"v\":1,\"se");
    }

    @Test
    void theLatestRunIsListedFirstWithItsEndAndItsQuestion() throws IOException {
        String run = ask("is water wet?");
        cut(run, 5);
        String second = ask("why is it?");

        Outcome outcome = shell.run("runs", "list");

        assertThat(outcome.lines()).hasSize(2);
        assertThat(outcome.out())
                .contains(run + "  interrupted?  is water wet?", second + "  decided       why is it?");
    }

    @Test
    void withoutRunsThereIsNothingToList() {
        Outcome outcome = shell.run("runs", "list");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("there are no runs");
    }

    @Test
    void aRunIsShownAsItWas() throws IOException {
        String run = ask("is water wet?");

        assertThat(shell.run("runs", "show", run).out()).contains("is water wet?", "votes for", "decided");
        assertThat(shell.run("runs", "show", run, "--json").lines()).isEqualTo(Files.readAllLines(journal(run)));
    }

    @Test
    void aReplayComesToTheRecordedStates() throws IOException {
        String run = ask("is water wet?");

        Outcome outcome = shell.run("replay", run);
        Outcome json = shell.run("replay", run, "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("every state as it was recorded");
        assertThat(json.lines()).isNotEmpty().allMatch(line -> line.endsWith("\"exact\":true}"));
    }

    @Test
    void aJournalThatSomebodyChangedDoesNotReplay() throws IOException {
        String run = ask("is water wet?");
        String text = Files.readString(journal(run));
        Files.writeString(
                journal(run), text.replaceFirst("(\"target\":\")agent\\d(\",\"reason\":\"simulated)", "$1agent1$2x"));

        Outcome outcome = shell.run("replay", run);

        assertThat(outcome.code()).isEqualTo(70);
        assertThat(outcome.out()).contains("DIFFERS: ");
        assertThat(outcome.err()).contains("[engine.replay-differs]");
    }

    @Test
    void aRunThatDiedIsResumedWithTheConfigurationItBeganWith() throws IOException {
        String run = ask("is water wet?");
        cut(run, 12);

        Outcome outcome = shell.run("resume", run, "--json");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.lines().getFirst()).contains("\"type\":\"run.resumed\",\"events\":12");
        assertThat(outcome.lines().getLast()).contains("\"outcome\":\"decided\"");
        assertThat(shell.run("replay", run).code()).isZero();
    }

    @Test
    void aRunThatIsOverIsNotResumed() throws IOException {
        Outcome outcome = shell.run("resume", ask("is water wet?"));

        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("is over (decided)", "[run.not-resumable]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "replay", "runs show"})
    void aRunThatIsNotThereIsToldSo(String command) {
        String[] call = (command + " 20260101-000000-nothere").split(" ");
        Outcome outcome = shell.run(call);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no run 20260101-000000-nothere", "massgen runs list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc", "a b", "", "-"})
    void whatIsNoIdIsNoPath(String typed) {
        assertThat(shell.run("replay", typed).code()).isEqualTo(2);
    }

    @Test
    void aConversationGoesOnWithWhatWasAnswered() throws IOException {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: echo }
                """);
        String first = ask("is water wet?");
        String second = ask("and ice?");
        assertThat(shell.run("run", "--continue", "--json", "and steam?").code())
                .isZero();
        String third = runs().stream()
                .filter(run -> !run.equals(first) && !run.equals(second))
                .findFirst()
                .orElseThrow();

        String previous = Files.readString(journal(third).resolveSibling("run.json"));
        assertThat(previous).contains("\"previous\" : \"" + latest(first, second) + "\"");
        assertThat(shell.run("run", "--continue-from", first, "--json", "really?")
                        .code())
                .isZero();
    }

    private static String latest(String one, String other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Test
    void withoutARunThereIsNothingToContinue() {
        Outcome outcome = shell.run("run", "--continue", "is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no run to continue");
    }
}
