package ai.massgen.backend.claude;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.testkit.wire.WireReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is peculiar to the replies of the Messages API. What holds for all wires is in {@link ClaudeContractTest}. */
@Timeout(60)
class MessageReplyTest {
    @Test
    void theEndMarkMayBeMissing() throws Exception {
        Asked asked = Asked.of(Asked.question(), Asked.text("Hi.", "end_turn"));
        assertThat(asked.reply().text()).isEqualTo("Hi.");
        assertThat(asked.reply().stopReason()).isEqualTo(StopReason.END);
    }

    @Test
    void anEndMarkWithoutAStopReasonIsTruncated() throws Exception {
        assertThat(Asked.failure(Asked.text("Hi.", "end_turn")[1], "{\"type\":\"message_stop\"}")
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void aFullContextWindowIsALimitToo() throws Exception {
        assertThat(Asked.of(Asked.question(), Asked.text("Hi", "model_context_window_exceeded"))
                        .reply()
                        .stopReason())
                .isEqualTo(StopReason.MAX_TOKENS);
    }

    @Test
    void aCallThatTheLimitCutIsDropped() throws Exception {
        Asked asked = Asked.of(
                Asked.question(),
                call(0, "a"),
                input(0, "{\\\"x\\\":1}"),
                call(1, "b"),
                input(1, "{\\\"x"),
                Asked.stop("max_tokens"));
        assertThat(asked.reply().toolCalls()).containsExactly(new ToolCall("a", "look", new Json("{\"x\":1}")));
        assertThat(asked.reply().stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(Asked.of(Asked.question(), call(0, "a"), Asked.stop("max_tokens"))
                        .reply()
                        .toolCalls())
                .isEmpty();
    }

    @Test
    void aRefusalSaysWhy() throws Exception {
        assertThat(Asked.failure("{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"refusal\",\"stop_details\":"
                        + "{\"category\":\"bio\",\"explanation\":\"Not this.\"}}}"))
                .hasMessageContaining("declined to answer: bio: Not this.");
        assertThat(Asked.failure(Asked.stop("refusal"))).hasMessageContaining("declined to answer.");
    }

    @Test
    void aStopReasonFromTheFutureIsAnEnd() throws Exception {
        assertThat(Asked.of(Asked.question(), Asked.text("Hi.", "tired"))
                        .reply()
                        .stopReason())
                .isEqualTo(StopReason.END);
    }

    @Test
    void usageIsToldTwiceAndCountedOnce() throws Exception {
        Asked asked = Asked.of(
                Asked.question(),
                "{\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":3,\"cache_read_input_tokens\":20,"
                        + "\"cache_creation_input_tokens\":7,\"output_tokens\":1}}}",
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"input_tokens\":4,"
                        + "\"output_tokens\":9,\"output_tokens_details\":{\"thinking_tokens\":5}}}");
        assertThat(asked.reply().usage()).contains(new Usage(31, 9, 20, 5, 7));
    }

    @Test
    void piecesOfBlocksThatNeverBeganAreIgnored() throws Exception {
        Asked asked = Asked.of(
                Asked.question(),
                "{\"type\":\"content_block_delta\",\"index\":7,\"delta\":{\"type\":\"text_delta\",\"text\":\"lost\"}}",
                "{\"type\":\"content_block_start\",\"index\":8}",
                Asked.stop("end_turn"));
        assertThat(asked.deltas()).isEmpty();
        assertThat(asked.reply().text()).isEmpty();
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() throws Exception {
        Asked asked = Asked.of("claude-sonnet-5-5", Asked.question(), WireReply.json(200, """
                {"type":"message","role":"assistant","stop_reason":"tool_use","content":[
                  {"type":"thinking","thinking":"Hm.","signature":"c2ln"},{"type":"text","text":"I look."},
                  {"type":"tool_use","id":"a","name":"look","input":{"x":1}}],
                 "usage":{"input_tokens":9,"output_tokens":4}}
                """));
        assertThat(asked.deltas())
                .containsExactly(
                        new ModelDelta.Reasoning("Hm."),
                        new ModelDelta.Text("I look."),
                        new ModelDelta.ToolCallStarted("look"));
        assertThat(asked.reply().toolCalls()).containsExactly(new ToolCall("a", "look", new Json("{\"x\":1}")));
        assertThat(asked.reply().usage()).contains(new Usage(9, 4, 0, 0));
    }

    private static String call(int index, String id) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":"
                + "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"look\",\"input\":{}}}";
    }

    private static String input(int index, String piece) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":"
                + "{\"type\":\"input_json_delta\",\"partial_json\":\"" + piece + "\"}}";
    }
}
