package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void withoutAnEngine() {
        shell = new Shell(folder).variable("DOCKER_HOST", "unix://" + folder + "/nowhere.sock");
    }

    @Test
    void anEngineThatIsNotThereIsNoFaultOfTheInstallation() {
        Outcome outcome = shell.run("doctor");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains(Runtime.version().toString(), System.getProperty("java.home"))
                .contains("none: no massgen.yaml")
                .containsPattern("Sandbox docker\\s+not available: .*nowhere.sock")
                .contains("Sandbox host", "There is no isolation");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void keysArePresentOrAbsentAndNeverShown() {
        Outcome outcome =
                shell.variable("OPENAI_API_KEY", "sk-very-secret-indeed").run("doctor");

        assertThat(outcome.out())
                .contains("keys present: OPENAI_API_KEY; keys absent: ", "GROQ_API_KEY")
                .doesNotContain("sk-very-secret-indeed");
        assertThat(shell.run("backends").out())
                .contains("keys present: OPENAI_API_KEY;")
                .doesNotContain("sk-very-secret-indeed");
    }

    @Test
    void theEngineIsTheOneOfTheConfiguration() {
        shell.file(
                "massgen.yaml",
                Shell.THREE_AGENTS + "sandbox: { docker: { host: \"unix://" + folder + "/configured.sock\" } }\n");

        Outcome outcome = shell.run("doctor");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out())
                .contains("massgen.yaml, valid", "configured.sock")
                .doesNotContain("nowhere.sock");
    }

    @Test
    void aConfigurationThatIsNotValidIsAFault() {
        shell.file("massgen.yaml", "version: 7\n");

        Outcome outcome = shell.run("doctor");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).contains("massgen.yaml cannot be used", "massgen.yaml:1:10", "Sandbox host");
    }

    @Test
    void listingsNameJarsAndAbilities() {
        assertThat(shell.run("sandboxes").out())
                .contains("docker  isolation, images, host-mounts", "host  NO ISOLATION", "massgen-sandbox-docker");
        assertThat(shell.run("backends").out()).contains("scripted  simulated, needs no key", "massgen-backend-openai");
    }

    @Test
    void theSchemaHasTheSettingsOfThePlugins() {
        Outcome outcome = shell.run("schema");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).startsWith("{").contains("\"backend.scripted\"", "\"sandbox.docker\"");
    }

    @Test
    void aNarrowTerminalBreaksLinesBetweenWords() {
        Outcome outcome = shell.watched(40).run("sandboxes");

        assertThat(outcome.out().lines().filter(line -> line.strip().contains(" ")))
                .allMatch(line -> line.length() < 40);
    }
}
