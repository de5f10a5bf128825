package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void configure() {
        shell = new Shell(folder).file("massgen.yaml", Shell.THREE_AGENTS).typed();
    }

    @Test
    void versionIsOneLine() {
        Outcome outcome = shell.run("--version");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines()).hasSize(1);
        assertThat(outcome.out()).startsWith("massgen ").contains("Java " + Runtime.version());
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void helpListsEveryCommandAndExitCode() {
        Outcome outcome = shell.run("--help");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("run", "demo", "doctor", "validate", "Exit codes:", "70", "130");
        assertThat(shell.run("help").out()).isEqualTo(outcome.out());
    }

    @Test
    void helpOfACommandIsTheSameBothWays() {
        assertThat(shell.run("help", "run").out())
                .contains("massgen run", "--allow-unsandboxed")
                .isEqualTo(shell.run("run", "--help").out());
    }

    @ParameterizedTest
    @CsvSource({"demoo, demo", "doctr, doctor", "validat, validate", "schemas, schema"})
    void aMistypedCommandIsNeverAQuestion(String typed, String meant) {
        Outcome outcome = shell.run(typed);

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no command '" + typed + "'; did you mean " + meant + "?");
        assertThat(outcome.out()).isEmpty();
        assertThat(folder.resolve(".massgen")).doesNotExist();
    }

    @Test
    void wordsWithoutQuotesAreToldWhereTheQuotesGo() {
        Outcome outcome = shell.run("what", "is", "it");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("massgen \"what is it\"").doesNotContain("did you mean");
        assertThat(folder.resolve(".massgen")).doesNotExist();
    }

    @Test
    void aBareQuestionIsAsked() {
        Outcome outcome = shell.run("is water wet?");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(folder.resolve(".massgen")).isDirectory();
    }

    @Test
    void optionsMayStandBeforeABareQuestion() {
        shell.file("other.yaml", Shell.THREE_AGENTS.replace("ada", "zoe"));

        assertThat(shell.run("-c", "other.yaml", "--json", "is water wet?").out())
                .contains("\"id\":\"zoe\"");
        assertThat(shell.run("--config=other.yaml", "--json", "is water wet?").out())
                .contains("\"id\":\"zoe\"");
    }

    @Test
    void whatFollowsTwoDashesIsNoOption() {
        Outcome outcome = shell.run("--json", "--", "--is water wet?");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("--is water wet?");
    }

    @Test
    void theCommandNeedsQuotesForSeveralWordsToo() {
        Outcome outcome = shell.run("run", "what", "is", "it");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("put it in quotes: massgen run \"what is it\"");
    }

    @Test
    void nothingIsAnError() {
        Outcome outcome = shell.run();

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("massgen --help");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void aWrongOptionIsToldWithTheRightOne() {
        Outcome outcome = shell.run("run", "--jsn", "is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .isEqualToIgnoringNewLines(
                        "massgen: there is no option '--jsn'; did you mean --json?; see massgen run --help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema surplus",
                "run -c",
                "images build",
                "images",
                "tools",
                "tools nonsense",
                "doctor --json",
                "help nonsense"
            })
    void aWrongCallIsOneSentenceAndExitCodeTwo(String call) {
        Outcome outcome = shell.run(call.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.err()).startsWith("massgen: ");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void noCommandIsMissingFromTheHelp() {
        CommandTree tree = new CommandTree(new Context(shell.terminal(System.out, System.err), shell.cancellation()));

        assertThat(tree.all().getSubcommands().keySet()).isEqualTo(tree.names());
        assertThat(tree.names())
                .allSatisfy(name -> assertThat(tree.with(name).getSubcommands()).containsOnlyKeys(name));
    }

    @Test
    void aBlankQuestionIsNotAsked() {
        assertThat(shell.run("run", "  ").code()).isEqualTo(2);
        assertThat(shell.run("   ").code()).isEqualTo(2);
        assertThat(Files.exists(folder.resolve(".massgen"))).isFalse();
    }
}
