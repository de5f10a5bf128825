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
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.testkit.backend.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
                .hasMessage("call 1 of agent1 is not the recorded one in " + journal
                        + ": the recording does not tell what was asked, now there are 1 messages and the tools"
                        + " [new_answer]\nSomething before this call has changed: the question, a system text, a tool or"
                        + " what it answers, or MassGen's prompts. With on_mismatch: warn the recorded reply is played"
                        + " all the same.");
        assertThat(stage.deltas).isEmpty();
    }

    private static String requested(int call, int kept, String request) {
        return "{\"v\":1,\"type\":\"model.call.requested\",\"agent\":\"agent1\",\"call\":" + call + ",\"kept\":" + kept
                + ",\"request\":" + request + "}";
    }

    @Test
    void whatDiffersIsShownLineByLine() {
        Path journal = journal(
                requested(
                        1,
                        0,
                        "{\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"parts\":[{\"text\":\"One.\\nHow much?\"}]}],"
                                + "\"tools\":{\"new_answer\":\"0000\"},\"seed\":7}"),
                finished("0123456789abcdef"));
        ModelRequest now = ModelRequest.builder(request.key(), List.of(Message.User.of("One.\nHow many?")))
                .system("Be brief.")
                .tools(List.of(ANSWER))
                .build();

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), now)).hasMessageContaining("""
                        (- recorded, + now)
                        - message 1, user | How much?
                        - tool | new_answer 0000
                        - seed | 7
                        + message 1, user | How many?
                        + tool | new_answer""");
    }

    @Test
    void theMessagesOfEarlierCallsAreKeptInMind() {
        Path journal = journal(
                requested(
                        1, 0, "{\"messages\":[{\"role\":\"user\",\"parts\":[{\"text\":\"How many?\"}]}],\"tools\":{}}"),
                requested(
                        2,
                        1,
                        "{\"messages\":[{\"role\":\"assistant\",\"text\":\"Wait.\",\"tool_calls\":[{\"id\":\"c\",\"name\":\"look\","
                                + "\"arguments\":{\"at\":1}}]},{\"role\":\"tool\",\"results\":[{\"call_id\":\"c\",\"text\":\"three\","
                                + "\"error\":false}]}],\"tools\":{}}"),
                finished("0123").replace("\"call\":1", "\"call\":2"));
        ModelRequest now = request(
                2,
                List.of(),
                QUESTION,
                new Message.Assistant(
                        "Wait.", List.of(new ToolCall("c", "look", new Json("{ \"at\": 1 }"))), Optional.empty()),
                new Message.ToolResults(List.of(ToolResult.failure("c", "four"))));

        assertThatThrownBy(() -> stage.ask(open(replay(journal)), now)).hasMessageContaining("""
                (- recorded, + now)
                - message 3, result of c | three
                + message 3, result of c, failed | four
                """);
    }

    @Test
    void withAWarningTheRecordedReplyIsPlayedAllTheSame() {
        Path journal = journal(
                requested(1, 0, "{\"messages\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Why?\"}]}],\"tools\":{}}"),
                finished("0123"));
        TestContext context = TestContext.with();
        ScriptedConfig lenient = new ScriptedConfig(
                ScriptedConfig.Mode.REPLAY,
                List.of(),
                Optional.of(journal),
                0,
                Duration.ZERO,
                ScriptedConfig.Mismatch.WARN);

        ModelReply reply = stage.ask(new ScriptedBackend().open(lenient, context), request);

        assertThat(reply.text()).isEqualTo("Let me see.");
        assertThat(context.warnings())
                .singleElement()
                .asString()
                .contains("- message 1, user | Why?", "+ message 1, user | How");
    }

    @Test
    void aReplyThatCameTooLateToBeHeardIsNotPlayed() {
        String started = "{\"v\":1,\"type\":\"model.call.started\",\"agent\":\"agent1\",\"call\":1,\"attempt\":1}";
        String decided = "{\"v\":1,\"type\":\"decision.made\"}";
        String heard = "{\"v\":1,\"type\":\"protocol.input\",\"input\":{\"kind\":\"submitted\",\"agent\":\"agent1\"}}";
        Duration moment = Duration.ofMillis(5);
        ModelRequest impatient = ModelRequest.builder(request.key(), List.of(QUESTION))
                .tools(List.of(ANSWER))
                .timeouts(new ModelRequest.Timeouts(moment, moment, moment))
                .build();
        String reply = finished(request.fingerprint());

        for (List<String> late : List.of(
                List.of(started, decided, reply),
                List.of(started, reply, decided),
                List.of(started, reply, decided, heard))) {
            Path journal = journal(late.toArray(String[]::new));
            assertThatThrownBy(() -> stage.ask(open(replay(journal)), impatient))
                    .hasMessageContaining("never ended");
        }
        Path inTime = journal(started, reply, heard, decided);
        assertThat(stage.ask(open(replay(inTime)), request).text()).isEqualTo("Let me see.");
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
