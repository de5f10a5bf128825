package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
    private static final String OLD = """
            agents:
              - id: Writer_1
                system_message: Be brief.
                backend: { type: scripted, mode: auto }
            orchestrator:
              voting_sensitivity: balanced
              max_new_answers_per_agent: 3
              timeout: 60
            """;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsAConfigurationOfThisVersion() {
        Shell shell = new Shell(folder).file("old.yaml", OLD.replace("scripted, mode: auto", "openai, model: gpt-5"));

        Outcome outcome = shell.run("convert", "old.yaml");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("version: 1", "id: writer-1", "system: Be brief.", "voting_sensitivity: balanced");
        assertThat(outcome.err())
                .contains("old.yaml:8:3 orchestrator.timeout: was documented and had no effect; write limits.run");
        shell.file("massgen.yaml", outcome.out());
        assertThat(shell.variable("OPENAI_API_KEY", "k").run("validate").code()).isZero();
    }

    @Test
    void whatIsNotInTheOldFormIsNotConverted() {
        Outcome outcome =
                new Shell(folder).file("massgen.yaml", Shell.THREE_AGENTS).run("convert", "massgen.yaml");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("is not in the old form", "[config.invalid]");
    }

    @Test
    void whoRunsAnOldConfigurationIsToldWhatDiffers() {
        Outcome outcome = new Shell(folder).file("massgen.yaml", OLD).run("is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .contains(
                        "is in the form of the Python version; massgen convert writes the new form",
                        "massgen.yaml:3:5 agents[0].system_message: is a key of the old form; write system",
                        "write coordination.voting_sensitivity");
    }
}
