package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import ai.massgen.core.MassGen;
import ai.massgen.core.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void withoutAnEngine() {
        shell = new Shell(folder)
                .variable("DOCKER_HOST", "unix://" + folder + "/nowhere.sock")
                .variable("CONTAINER_HOST", "unix://" + folder + "/nothing.sock");
    }

    @Test
    void allConfigurationsAreValid() throws IOException {
        Context context = new Context(shell.terminal(System.out, System.err), shell.cancellation());

        try (DemoFolder made = DemoFolder.create();
                MassGen docker = DemoConfig.withTool(context, made, "docker");
                MassGen podman = DemoConfig.withTool(context, made, "podman");
                MassGen without = DemoConfig.withoutTool(context)) {
            assertThat(docker.warnings()).isEmpty();
            assertThat(podman.warnings()).isEmpty();
            assertThat(without.warnings()).isEmpty();
        }
    }

    @Test
    void withoutAnEngineItSaysHowToGetOneAndGoesOn() {
        Outcome outcome = shell.run("demo");

        assertThat(outcome.code()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("SIMULATED", "No tool this time", "nowhere.sock", "nothing.sock", "scripts/engines up")
                .contains("I have no tool to read it with")
                .doesNotContain("What held the tool in");
    }

    @Test
    void withJsonEvenTheExplanationsAreElsewhere() {
        Outcome outcome = shell.run("demo", "--json");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.lines())
                .allSatisfy(line -> assertThat(EventJson.read(line)).isPresent());
        assertThat(outcome.err()).contains("SIMULATED", "No tool this time");
    }

    @Test
    void eachDemoHasAWordOfItsOwnAndLeavesNothing() throws IOException {
        DemoFolder one = DemoFolder.create();
        DemoFolder two = DemoFolder.create();
        try (one;
                two) {
            assertThat(Files.readString(one.notes()))
                    .matches("The code word is [a-z]+-[0-9]{4}\\.")
                    .isNotEqualTo(Files.readString(two.notes()));
        }

        assertThat(one.path()).doesNotExist();
        assertThat(two.path()).doesNotExist();
    }
}
