package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.toolkit.json.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is peculiar to replies of the Responses API. The faults of all wires are in its contract test. */
@Timeout(60)
class ResponsesReplyTest {
    private static final String CALL = "{\"type\":\"function_call\",\"call_id\":\"call_1\",\"name\":\"look\"";

    @Test
    void messagesAndThoughtsAreKeptApart() throws Exception {
        Chat chat = hear(
                delta("reasoning_summary_text", 0, "\"summary_index\":0", "One."),
                delta("reasoning_summary_text", 0, "\"summary_index\":1", "Two."),
                delta("output_text", 1, "\"content_index\":0", "I look."),
                delta("output_text", 2, "\"content_index\":0", "It "),
                delta("output_text", 2, "\"content_index\":0", "is 42."),
                completed(""));
        assertThat(chat.deltas())
                .containsExactly(
                        new ModelDelta.Reasoning("One."),
                        new ModelDelta.Reasoning("\n\nTwo."),
                        new ModelDelta.Text("I look."),
                        new ModelDelta.Text("\n\nIt "),
                        new ModelDelta.Text("is 42."));
        assertThat(chat.reply().text()).isEqualTo("I look.\n\nIt is 42.");
    }

    @Test
    void toolsOfTheProviderAreToldOfOnce() throws Exception {
        String search = "{\"type\":\"web_search_call\",\"id\":\"ws_1\"}";
        Chat chat = hear(
                item("added", 0, search),
                item("done", 0, search),
                item("added", 1, "{\"type\":\"code_interpreter_call\",\"id\":\"ci_1\"}"),
                item("added", 2, "{\"type\":\"file_search_call\",\"id\":\"fs_1\"}"),
                item("added", 3, "{\"type\":\"from_the_future\",\"id\":\"x_1\"}"),
                completed(search));
        assertThat(chat.deltas())
                .containsExactly(
                        new ModelDelta.ProviderToolStarted(Capability.WEB_SEARCH),
                        new ModelDelta.ProviderToolStarted(Capability.CODE_EXECUTION),
                        new ModelDelta.ProviderToolStarted(Capability.FILE_SEARCH));
        assertThat(chat.reply().stopReason()).isEqualTo(StopReason.END);
        assertThat(chat.reply().state()).isPresent();
    }

    @Test
    void whatComesInOnePieceIsToldToo() throws Exception {
        Chat chat = Chat.ask(
                server -> Settings.of("m-1")
                        .with("preset", "openai")
                        .with("baseUrl", server)
                        .config(),
                Chat.question().build(),
                WireReply.json(200, response("completed", "", """
                        {"type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}]},
                        {"type":"message","content":[{"type":"output_text","text":"Ok."}]},
                        {"type":"function_call","call_id":"call_1","name":"look","arguments":"{}"}""")));
        assertThat(chat.deltas())
                .containsExactly(
                        new ModelDelta.Reasoning("Hm."),
                        new ModelDelta.Text("Ok."),
                        new ModelDelta.ToolCallStarted("look"));
        assertThat(chat.reply().toolCalls()).containsExactly(new ToolCall("call_1", "look", Json.EMPTY_OBJECT));
        assertThat(chat.reply().stopReason()).isEqualTo(StopReason.TOOL_CALLS);
    }

    @Test
    void anEmptyListAtTheEndTakesNothingBack() throws Exception {
        Chat chat = hear(item("done", 0, CALL + ",\"arguments\":\"{}\"}"), completed(""));
        assertThat(chat.reply().toolCalls()).containsExactly(new ToolCall("call_1", "look", Json.EMPTY_OBJECT));
    }

    @Test
    void aCallWithoutAnIdGetsOne() throws Exception {
        assertThat(hear(completed("{\"type\":\"function_call\",\"name\":\"look\",\"arguments\":\"\"}"))
                        .reply()
                        .toolCalls())
                .containsExactly(new ToolCall("call_3_0", "look", Json.EMPTY_OBJECT));
    }

    @Test
    void aCallThatTheLimitCutIsDroppedAndNoStateIsKept() throws Exception {
        Chat chat = hear("{\"type\":\"response.incomplete\",\"response\":"
                + response("incomplete", "max_output_tokens", """
                        {"type":"reasoning","summary":[],"encrypted_content":"gAAA"},
                        {"type":"function_call","call_id":"a","name":"look","arguments":"{}","status":"completed"},
                        {"type":"function_call","call_id":"b","name":"look","arguments":"{\\"at","status":"incomplete"}""")
                + "}");
        assertThat(chat.reply().stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(chat.reply().toolCalls()).extracting(ToolCall::id).containsExactly("a");
        assertThat(chat.reply().state())
                .as("reasoning without what follows it is refused")
                .isEmpty();
    }

    @Test
    void commentsOfTheModelAreNoPartOfAnAnswerThatFollowsASchema() throws Exception {
        WireReply reply = WireReply.events()
                .event(
                        item("added", 0, "{\"type\":\"message\",\"phase\":\"commentary\"}"),
                        delta("output_text", 0, "\"content_index\":0", "I think."),
                        item("added", 1, "{\"type\":\"message\",\"phase\":\"final_answer\"}"),
                        delta("output_text", 1, "\"content_index\":0", "{}"),
                        completed(""));
        ModelRequest plain = Chat.question().build();
        ModelRequest strict =
                Chat.question().outputSchema(new Json("{\"type\":\"object\"}")).build();
        assertThat(ask(strict, reply).reply().text()).isEqualTo("{}");
        assertThat(ask(strict, reply).deltas()).startsWith(new ModelDelta.Reasoning("I think."));
        assertThat(ask(plain, reply).reply().text()).isEqualTo("I think.\n\n{}");
    }

    @Test
    void whatTheProviderSaysAboutAFailureIsPassedOn() throws Exception {
        Chat failed = hear("{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":"
                + "{\"code\":\"server_error\",\"message\":\"The server fell over.\"}}}");
        assertThat(failed.failure().orElseThrow()).hasMessageContaining("The server fell over");
        Chat refused = hear(
                "{\"type\":\"response.refusal.delta\",\"delta\":\"I can't \"}",
                "{\"type\":\"response.refusal.delta\",\"delta\":\"help.\"}",
                completed(""));
        assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused.failure().orElseThrow()).hasMessageContaining("I can't help");
        assertThat(hear(completed("{\"type\":\"message\",\"content\":[{\"type\":\"refusal\",\"refusal\":\"No.\"}]}"))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({
        "server_error, UNAVAILABLE",
        "rate_limit_exceeded, RATE_LIMITED",
        "insufficient_quota, QUOTA_EXHAUSTED",
        "invalid_prompt, REFUSED",
        "bio_policy, REFUSED",
        "misalignment_policy_violation, REFUSED",
        "image_content_policy_violation, REFUSED",
        "data_residency_mismatch, INVALID_REQUEST",
        "vector_store_timeout, TIMEOUT",
        "image_file_too_large, INVALID_REQUEST",
        "failed_to_download_image, UNAVAILABLE",
        "unsupported_image_media_type, INVALID_REQUEST"
    })
    void everyErrorCodeOfTheSpecificationHasItsKind(String code, Kind kind) throws Exception {
        assertThat(hear("{\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\""
                                + code + "\",\"message\":\"\"}}}")
                        .kind())
                .isEqualTo(kind);
    }

    @Test
    void aStatusThatIsNoEndMakesNoSense() throws Exception {
        assertThat(hear("{\"type\":\"response.completed\",\"response\":" + response("cancelled", "", "") + "}")
                        .kind())
                .isEqualTo(Kind.MALFORMED_REPLY);
    }

    @Test
    void usageIsNormalised() throws Exception {
        assertThat(ResponsesUsage.of(WireJson.MAPPER.readTree("""
                {"input_tokens":100,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":30},
                 "output_tokens":20,"output_tokens_details":{"reasoning_tokens":15},"total_tokens":120}"""))).contains(new Usage(100, 20, 60, 15, 30));
        assertThat(ResponsesUsage.of(WireJson.MAPPER.readTree("""
                {"input_tokens":10,"input_tokens_details":{"cached_tokens":60,"cache_write_tokens":30},
                 "output_tokens":-1,"output_tokens_details":{"reasoning_tokens":15}}"""))).contains(new Usage(10, 0, 10, 0, 0));
        assertThat(hear(completed("")).reply().usage()).isEmpty();
    }

    private static String delta(String kind, int index, String part, String text) {
        return "{\"type\":\"response." + kind + ".delta\",\"output_index\":" + index + "," + part + ",\"delta\":\""
                + text + "\"}";
    }

    private static String item(String what, int index, String item) {
        return "{\"type\":\"response.output_item." + what + "\",\"output_index\":" + index + ",\"item\":" + item + "}";
    }

    private static String completed(String items) {
        return "{\"type\":\"response.completed\",\"response\":" + response("completed", "", items) + "}";
    }

    private static String response(String status, String reason, String items) {
        return "{\"object\":\"response\",\"status\":\"" + status + "\",\"error\":null,\"incomplete_details\":"
                + (reason.isEmpty() ? "null" : "{\"reason\":\"" + reason + "\"}") + ",\"output\":["
                + items.replace("\n", "") + "]}";
    }

    private static Chat hear(String... events) throws InterruptedException {
        return ask(Chat.question().build(), WireReply.events().event(events));
    }

    private static Chat ask(ModelRequest request, WireReply reply) throws InterruptedException {
        return Chat.ask(
                server -> Settings.of("m-1")
                        .with("preset", "openai")
                        .with("baseUrl", server)
                        .config(),
                request,
                reply);
    }
}
