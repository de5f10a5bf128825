package ai.massgen.backend.scripted;

import static ai.massgen.backend.scripted.Stage.ANSWER;
import static ai.massgen.backend.scripted.Stage.QUESTION;
import static ai.massgen.backend.scripted.Stage.open;
import static ai.massgen.backend.scripted.Stage.replay;
import static ai.massgen.backend.scripted.Stage.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.testkit.backend.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final String REPLY = """
            {"text":"Let me see.","tool_calls":[{"id":"c1","name":"add","arguments":{"a":1.50,"b":"é"}}],\
            "stop_reason":"tool-calls","usage":{"input_tokens":10,"output_tokens":5,"cached_input_tokens":2,\
            "reasoning_tokens":1},"state":{"owner":"claude","model":"m","json":[1]},"rate_limits":null,\
            "request_id":"r1"}""";

    private final Stage stage = new Stage();
    private final ModelRequest request = request(1, List.of(ANSWER), QUESTION);

    @TempDir
    private Path folder;

    @Test
    void aRecordedReplyComesBackWhole() {
        ModelReply reply = stage.ask(open(replay(journal(finished(request.fingerprint())))), request);

        assertThat(reply)
                .isEqualTo(ModelReply.builder(StopReason.TOOL_CALLS)
                        .text("Let me see.")
                        .toolCalls(List.of(new ToolCall("c1", "add", new Json("{\"a\":1.50,\"b\":\"é\"}"))))
                        .usage(new Usage(10, 5, 2, 1))
                        .state(new ProviderState("claude", "m", new Json("[1]")))
                        .requestId("r1")
                        .build());
    }

    @Test
    void theFolderOfARunWillDo() {
        journal(finished(request.fingerprint()));

        assertThat(stage.ask(open(replay(folder)), request).text()).isEqualTo("Let me see.");
    }

    @Test
    void anotherRequestThanTheRecordedOneIsRefused() {
        Path journal = journal(finished("0123456789abcdef"));

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), request))
                .isInstanceOfSatisfying(
                        BackendException.class,
                        e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.INVALID_REQUEST))
                .hasMessage("call 1 of agent1 is not the recorded one: request 0123456789ab was recorded in " + journal
                        + ", now it is " + request.fingerprint().substring(0, 12)
                        + " (1 messages, tools [new_answer]); the question, a system text, a tool or an answer before"
                        + " this call has changed, or MassGen's prompts have");
        assertThat(stage.deltas).isEmpty();
    }

    @Test
    void aCallThatWasNotRecordedIsRefused() {
        Path journal = journal(finished(request.fingerprint()));

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), request(2, List.of(), QUESTION)))
                .hasMessageStartingWith("call 2 of agent1 is not in the recording");
    }

    @Test
    void aFailureIsReplayedUnlessItWasRetried() {
        Path journal = journal(failed("backend.overloaded", "500"), failed("backend.quota-exhausted", "null"));

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), request))
                .isInstanceOfSatisfying(
                        BackendException.class,
                        e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.QUOTA_EXHAUSTED))
                .hasMessage("no more");
    }

    @Test
    void aRetriedCallIsReplayedByItsReply() {
        Path journal = journal(failed("backend.overloaded", "500"), finished(request.fingerprint()));

        assertThat(stage.ask(open(replay(journal)), request).text()).isEqualTo("Let me see.");
    }

    @Test
    void aCallThatNeverEndedStaysSilent() {
        Path journal =
                journal("{\"v\":1,\"type\":\"model.call.started\",\"agent\":\"agent1\",\"call\":1,\"attempt\":1}");
        Duration moment = Duration.ofMillis(5);
        ModelRequest impatient = ModelRequest.builder(request.key(), List.of(QUESTION))
                .timeouts(new ModelRequest.Timeouts(moment, moment, moment))
                .build();

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), impatient))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.TIMEOUT));
    }

    @Test
    void aTornLastLineIsIgnored() {
        Path journal = journal(finished(request.fingerprint()), "{\"v\":1,\"type\":\"vote.ca");

        assertThat(stage.ask(open(replay(journal)), request).text()).isEqualTo("Let me see.");
    }

    @Test
    void aBrokenLineElsewhereIsReportedWithItsNumber() {
        Path journal = journal("this is no JSON", finished(request.fingerprint()));

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), request))
                .hasMessageStartingWith("line 1 of " + journal + " is no journal line: ");
    }

    @Test
    void aMissingJournalIsReportedByTheCallAndByDiagnose() {
        Path missing = folder.resolve("none.jsonl");
        ScriptedBackend backend = new ScriptedBackend();

        assertThatThrownBy(() -> stage.ask(open(replay(missing)), request))
                .hasMessage("there is no journal " + missing + " to replay");
        assertThat(backend.diagnose(
                        replay(Path.of("none.jsonl")),
                        TestContext.withoutWarnings().in(folder)))
                .containsExactly("there is no readable journal at " + missing);
        assertThat(backend.diagnose(
                        replay(journal("{}")), TestContext.withoutWarnings().in(folder)))
                .isEmpty();
    }

    @Test
    void aRecordingTakesSamplingSettings() {
        ModelRequest sampled = ModelRequest.builder(request.key(), List.of(QUESTION))
                .temperature(0.5)
                .maxOutputTokens(10)
                .seed(1)
                .build();

        assertThat(stage.ask(open(replay(journal(finished(sampled.fingerprint())))), sampled)
                        .text())
                .isEqualTo("Let me see.");
    }

    private static String finished(String hash) {
        return "{\"v\":1,\"seq\":7,\"at\":\"2026-11-22T00:00:00Z\",\"run\":\"r\",\"type\":\"model.call.finished\","
                + "\"agent\":\"agent1\",\"call\":1,\"request_hash\":\"" + hash + "\",\"reply\":" + REPLY
                + ",\"elapsed\":3}";
    }

    private static String failed(String code, String retryIn) {
        return "{\"v\":1,\"type\":\"model.call.failed\",\"agent\":\"agent1\",\"call\":1,\"attempt\":1,\"code\":\""
                + code + "\",\"message\":\"no more\",\"retry_in\":" + retryIn + "}";
    }

    private Path journal(String... lines) {
        try {
            return Files.write(folder.resolve("journal.jsonl"), List.of(lines));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
