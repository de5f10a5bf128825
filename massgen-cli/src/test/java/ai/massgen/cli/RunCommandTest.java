package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunCommandTest {
    private static final String ESCAPE = "\u001b[";

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void configure() {
        shell = new Shell(folder).file("massgen.yaml", Shell.THREE_AGENTS).typed();
    }

    @Test
    void aDecisionEndsWithZeroAndTheAnswer() {
        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("This is a simulated answer");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void jsonIsNothingButEvents() {
        Outcome outcome = shell.run("run", "--json", "is water wet?");

        List<Optional<EventRecord>> events =
                outcome.lines().stream().map(EventJson::read).toList();
        assertThat(events).allMatch(Optional::isPresent);
        assertThat(events.getFirst().orElseThrow().event()).isInstanceOf(SessionEvent.RunStarted.class);
        assertThat(events.getLast().orElseThrow().event()).isInstanceOf(SessionEvent.RunFinished.class);
        assertThat(outcome.out()).doesNotContain("\r").endsWith("}\n");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void jsonStaysPureWhenTheRunFails() {
        shell.file("massgen.yaml", failing("authentication"));

        Outcome outcome = shell.run("run", "--json", "is water wet?");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.lines())
                .allSatisfy(line -> assertThat(EventJson.read(line)).isPresent());
        assertThat(outcome.err()).contains("[backend.authentication]");
    }

    @Test
    void theQuestionComesFromAPipe() {
        Outcome outcome = new Shell(folder).input("is water wet?\n").run("run", "--json");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.out()).contains("\"question\":\"is water wet?\"");
    }

    @Test
    void aDashReadsTheQuestionFromTheKeyboardToo() {
        Outcome outcome = shell.input("wie groß ist der Mond?").run("run", "--json", "-");

        assertThat(outcome.out()).contains("\"question\":\"wie groß ist der Mond?\"");
    }

    @Test
    void anEmptyPipeIsNoQuestion() {
        Outcome outcome = new Shell(folder).input(" \n").run("run");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("standard input is empty");
        assertThat(folder.resolve(".massgen")).doesNotExist();
    }

    @Test
    void whatIsNoTextIsNoQuestion() {
        Outcome outcome =
                new Shell(folder).input(new byte[] {(byte) 0xc3, 0x28}).run("run");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("not UTF-8");
    }

    @Test
    void aKeyboardIsNotWaitedFor() {
        Outcome outcome = shell.input("typed much later").run("run");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("there is no question; ");
    }

    @Test
    void aQuestionWhoseLettersAreLostIsNotAsked() {
        Outcome outcome = shell.run("run", "wie gro\uFFFD ist der Mond?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("LC_ALL=C.UTF-8");
    }

    @Test
    void withoutAConfigurationItSaysHowToWriteOneAndMentionsTheDemo() {
        Outcome outcome = new Shell(folder.resolve("empty")).typed().run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("no massgen.yaml", "massgen schema", "massgen demo");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void theConfigurationFolderComesAfterTheWorkingDirectory() {
        Path empty = folder.resolve("empty");
        Shell other = new Shell(empty)
                .typed()
                .variable("XDG_CONFIG_HOME", empty.resolve("xdg").toString())
                .file("xdg/massgen/massgen.yaml", Shell.THREE_AGENTS.replace("ada", "zoe"));

        assertThat(other.run("run", "--json", "is water wet?").out()).contains("\"id\":\"zoe\"");
        other.file("massgen.yaml", Shell.THREE_AGENTS);
        assertThat(other.run("run", "--json", "is water wet?").out()).contains("\"id\":\"ada\"");
    }

    @Test
    void brokenYamlIsToldWithLineAndColumn() {
        shell.file("massgen.yaml", "version: 1\nagents:\n\t- id: ada\n");

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err())
                .startsWith("massgen: massgen.yaml:3:1: ")
                .contains("not with tabs", "[config.invalid]");
        assertThat(folder.resolve(".massgen")).doesNotExist();
    }

    @Test
    void anUnknownBackendIsToldWithTheNearestOne() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS.replace("type: scripted", "type: scriptd"));

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("massgen.yaml:4:22", "did you mean scripted?");
    }

    @Test
    void aMissingKeyEndsWithThree() {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: openai, model: some-model }
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("OPENAI_API_KEY", "[backend.authentication]");
        assertThat(outcome.err().lines()).hasSize(1);
    }

    @Test
    void anEndpointThatIsDownEndsWithThree() {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: openai, preset: compatible, model: m, base_url: "http://127.0.0.1:1/v1" }
                limits: { pace: { attempts: 1 } }
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("127.0.0.1:1", "[backend.unavailable]");
    }

    @Test
    void agentsThatComeToNothingEndWithOne() {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, steps: [{ say: I say nothing that counts }] }
                coordination: { rejections: 1 }
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err()).contains("no agent gave an answer", "ada: ");
    }

    @Test
    void aRunWithoutTimeEndsWithFive() {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, steps: [{ answer: late, delay: 1h }] }
                limits: { run: 100ms }
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(5);
        assertThat(outcome.err()).contains("[run.deadline]");
    }

    @Test
    void anAnswerOfOneAgentIsEnough() {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, steps: [{ fail: authentication }] }
                  - id: ben
                    backend: { type: scripted, mode: auto }
                """);

        assertThat(shell.run("run", "is water wet?").code()).isZero();
    }

    @Test
    void toolsWithoutIsolationNeedTheFlag() {
        shell.file("massgen.yaml", Shell.THREE_AGENTS + """
                tools:
                  files: { sandbox: host, command: ["false"] }
                """);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("massgen.yaml:10:21", "--allow-unsandboxed");
    }

    @Test
    void coloursAreForTerminalsOnly() {
        assertThat(shell.run("run", "is water wet?").out()).doesNotContain(ESCAPE);
        assertThat(shell.watched(80).run("run", "is water wet?").out()).contains(ESCAPE);
    }

    @Test
    void nobodyHasToSeeColours() {
        shell.watched(80);

        assertThat(shell.run("run", "--no-color", "is water wet?").out()).doesNotContain(ESCAPE);
        assertThat(shell.run("--no-color", "is water wet?").out()).doesNotContain(ESCAPE);
        assertThat(shell.variable("NO_COLOR", "1").run("is water wet?").out()).doesNotContain(ESCAPE);
    }

    @Test
    void anEmptyNoColorMeansNothing() {
        assertThat(shell.watched(80)
                        .variable("NO_COLOR", "")
                        .run("is water wet?")
                        .out())
                .contains(ESCAPE);
    }

    @Test
    void aDumbTerminalGetsPlainLines() {
        assertThat(shell.watched(80)
                        .variable("TERM", "dumb")
                        .run("is water wet?")
                        .out())
                .doesNotContain(ESCAPE);
    }

    @Test
    void aNarrowTerminalIsUsedToItsEdge() {
        assertThat(shell.watched(3).run("is water wet?").code()).isZero();
    }

    @Test
    void whoWatchesIsToldOnce() {
        shell.file("massgen.yaml", failing("permission")).watched(200);

        Outcome outcome = shell.run("run", "is water wet?");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.out()).contains("backend.permission");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void aRunThatNobodyReadsIsEnded() {
        shell.file("massgen.yaml", """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, steps: [{ answer: never, delay: 1h }] }
                """);
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        int code = shell.run(
                new PrintStream(new ClosedPipe(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                "run",
                "--json",
                "is water wet?");

        assertThat(code).isEqualTo(141);
    }

    private static String failing(String kind) {
        return """
                version: 1
                agents:
                  - id: ada
                    backend: { type: scripted, mode: script, steps: [{ fail: %1$s }] }
                  - id: ben
                    backend: { type: scripted, mode: script, steps: [{ fail: %1$s }] }
                """.formatted(kind);
    }

    private static final class ClosedPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
