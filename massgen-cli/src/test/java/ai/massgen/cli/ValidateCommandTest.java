package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void configure() {
        shell = new Shell(folder).file("good.yaml", Shell.THREE_AGENTS);
    }

    @Test
    void aGoodFileIsValid() {
        Outcome outcome = shell.run("validate", "good.yaml");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines()).containsExactly("good.yaml: valid");
    }

    @Test
    void everyFileIsCheckedAndOneBadOneDecides() {
        shell.file("bad.yaml", "version: 2\nagents: []\nspeed: fast\n");

        Outcome outcome = shell.run("validate", "bad.yaml", "missing.yaml", "good.yaml");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).contains("good.yaml: valid");
        assertThat(outcome.err())
                .contains("bad.yaml:1:10 version", "bad.yaml:2:", "bad.yaml:3:1 speed", "missing.yaml: does not exist");
    }

    @Test
    void withoutAFileItChecksTheOneThatWouldBeUsed() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS);

        assertThat(shell.run("validate").lines()).containsExactly("massgen.yaml: valid");
    }

    @Test
    void whatShouldBeKnownIsToldThoughItIsValid() {
        shell.file("open.yaml", Shell.THREE_AGENTS + """
                tools:
                  files: { sandbox: host, command: [files] }
                """);

        assertThat(shell.run("validate", "open.yaml").code()).isEqualTo(2);
        Outcome allowed = shell.run("validate", "--allow-unsandboxed", "open.yaml");
        assertThat(allowed.code()).isZero();
        assertThat(allowed.out()).contains("open.yaml: valid", "open.yaml: note: ", "without isolation");
    }

    @Test
    void aValueFromTheEnvironmentIsNotShown() {
        shell.variable("SECRET_MODEL", "hush-hush-model")
                .file("bad.yaml", Shell.THREE_AGENTS.replace("mode: auto, seed: 1", "mode: \"${SECRET_MODEL}\""));

        Outcome outcome = shell.run("validate", "bad.yaml");

        assertThat(outcome.err()).contains("${SECRET_MODEL}").doesNotContain("hush-hush");
    }
}
