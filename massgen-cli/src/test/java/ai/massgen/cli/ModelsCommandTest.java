package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelsCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void atHome() {
        shell = new Shell(folder);
    }

    private static String config(WireServer server) {
        return """
                version: 1
                agents:
                  - id: ada
                    backend: { type: openai, model: small, base_url: "%s/v1" }
                """.formatted(server.uri());
    }

    private static WireServer listing() {
        return WireServer.answering(request ->
                WireReply.json(200, "{\"data\":[{\"id\":\"small\",\"owned_by\":\"us\"},{\"id\":\"large\"}]}"));
    }

    @Test
    void whoIsConfiguredIsAsked() {
        try (WireServer server = listing()) {
            shell.file("massgen.yaml", config(server));

            Outcome outcome = shell.run("models", "openai");

            assertThat(outcome.code()).isZero();
            assertThat(outcome.out())
                    .contains("openai, agent ada\n", "  large: price unknown", "  small: price unknown");
        }
    }

    @Test
    void programsGetALineForEachModelAndNothingElse() {
        try (WireServer server = listing()) {
            shell.file("other.yaml", config(server));

            Outcome outcome = shell.run("models", "openai", "-c", "other.yaml", "--json");

            assertThat(outcome.lines())
                    .hasSize(2)
                    .allMatch(line -> line.startsWith("{\"backend\":\"openai\",\"from\":\"agent ada\",\"model\":\""));
            assertThat(outcome.err()).isEmpty();
        }
    }

    @Test
    void aProviderThatRefusesIsToldAndEndsWithThree() {
        try (WireServer server =
                WireServer.answering(request -> WireReply.json(401, "{\"error\":{\"message\":\"no such key\"}}"))) {
            shell.file("massgen.yaml", config(server));

            Outcome people = shell.run("models", "openai");
            Outcome programs = shell.run("models", "openai", "--json");

            assertThat(people.code()).isEqualTo(3);
            assertThat(people.out()).contains("not known: ", "[backend.authentication]");
            assertThat(programs.out()).isEmpty();
            assertThat(programs.err()).contains("[backend.authentication]");
        }
    }

    @Test
    void offlineNobodyIsAsked() {
        try (WireServer server = listing()) {
            shell.file("massgen.yaml", config(server));

            assertThat(shell.run("models", "--offline").code()).isZero();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aBackendThatIsNotInstalledIsToldWithTheNearestOne() {
        Outcome outcome = shell.run("models", "opnai");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("did you mean openai?");
    }

    @Test
    void simulatedModelsAreNotOnOffer() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS);

        Outcome outcome = shell.run("models", "scripted");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("There is nothing to ask");
    }
}
