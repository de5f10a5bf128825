package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.SessionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EnabledOnOs(OS.LINUX)
@Timeout(120)
class SignalTest {
    /** Ada has an answer, ben takes an hour. */
    private static final String SLOW = """
            version: 1
            agents:
              - id: ada
                backend: { type: scripted, mode: script, steps: [{ answer: the early answer }] }
              - id: ben
                backend: { type: scripted, mode: script, steps: [{ answer: too late, delay: 1h }] }
            limits: { run: 2h, call: 2h, first_token: 2h }
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129"})
    void aSignalEndsTheRunOrderlyWithTheAnswerThatIsAhead(String signal, int code) throws Exception {
        Files.writeString(folder.resolve("massgen.yaml"), SLOW);
        try (ChildProcess child = ChildProcess.start(folder, "run", "--json", "is water wet?")) {
            child.await(line -> line.contains("\"type\":\"answer.accepted\""));
            child.signal(signal);

            SessionEvent last =
                    EventJson.read(child.rest().getLast()).orElseThrow().event();
            assertThat(child.exitCode()).as(child.err()).isEqualTo(code);
            assertThat(last).isInstanceOfSatisfying(SessionEvent.RunFinished.class, finished -> {
                assertThat(finished.outcome()).isEqualTo("cancelled");
                assertThat(finished.answer()).contains("the early answer");
            });
            assertThat(child.err()).contains("cancelled").doesNotContain("bug");
        }
    }

    @Test
    void theFirstCtrlCPresentsWhatThereIsAndTheSecondStopsAtOnce() throws Exception {
        Files.writeString(
                folder.resolve("massgen.yaml"),
                SLOW.replace(
                        "{ answer: the early answer }", "{ answer: the early answer }, { say: never, delay: 1h }"));
        try (ChildProcess child = ChildProcess.start(folder, "run", "--json", "is water wet?")) {
            child.await(line -> line.contains("\"type\":\"answer.accepted\""));
            child.signal("INT");
            child.await(line -> line.contains("\"type\":\"presentation.started\""));
            child.signal("INT");

            SessionEvent last =
                    EventJson.read(child.rest().getLast()).orElseThrow().event();
            assertThat(child.exitCode()).as(child.err()).isEqualTo(130);
            assertThat(last).isInstanceOfSatisfying(SessionEvent.RunFinished.class, finished -> {
                assertThat(finished.outcome()).isEqualTo("cancelled");
                assertThat(finished.answer()).contains("the early answer");
            });
            assertThat(child.err()).contains("wrapping up").doesNotContain("bug");
        }
    }

    @Test
    void afterOneCtrlCTheWinnerPresents() throws Exception {
        Files.writeString(folder.resolve("massgen.yaml"), SLOW);
        try (ChildProcess child = ChildProcess.start(folder, "run", "--json", "is water wet?")) {
            child.await(line -> line.contains("\"type\":\"answer.accepted\""));
            child.signal("INT");

            SessionEvent last =
                    EventJson.read(child.rest().getLast()).orElseThrow().event();
            assertThat(child.exitCode()).as(child.err()).isEqualTo(130);
            assertThat(last).isInstanceOfSatisfying(SessionEvent.RunFinished.class, finished -> {
                assertThat(finished.outcome()).isEqualTo("decided");
                assertThat(finished.answer()).contains("the early answer");
            });
        }
    }
}
