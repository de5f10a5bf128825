package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.testkit.wire.WireReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is peculiar to the ends of Chat Completions. The faults of all wires are in {@link OpenAiContractTest}. */
@Timeout(60)
class ChatFaultsTest {
    private static final String HELLO = "Grüße 🌍, wörld";
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}";

    @Test
    void theFinishReasonMayBeTheLastThingThatCame() throws Exception {
        assertComplete(WireReply.events()
                .send("data: " + Chat.text(HELLO) + "\n\ndata: " + USAGE + "\n\ndata: " + Chat.finish("stop")));
    }

    @Test
    void theEndMarkMayBeMissing() throws Exception {
        assertComplete(WireReply.events().event(Chat.text(HELLO), Chat.finish("stop"), USAGE));
    }

    @Test
    void aConnectionThatBreaksOrFallsSilentAfterTheFinishReasonTakesNothingAway() throws Exception {
        WireReply finished = WireReply.events().event(Chat.text(HELLO), USAGE, Chat.finish("stop"));
        assertComplete(finished.cut());
        assertComplete(finished.stall());
    }

    @Test
    void anEndMarkWithoutAFinishReasonIsTruncated() throws Exception {
        assertThat(Chat.hear(Chat.text(HELLO)).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void whatTheProviderSaysAboutAFailureIsPassedOn() throws Exception {
        Chat broken = Chat.hear(Chat.text("half"), "{\"error\":{\"code\":502,\"message\":\"Provider disconnected\"}}");
        assertThat(broken.failure().orElseThrow()).hasMessageContaining("Provider disconnected");
        Chat refused = Chat.hear(
                "{\"choices\":[{\"delta\":{\"refusal\":\"I can't \"}}]}",
                "{\"choices\":[{\"delta\":{\"refusal\":\"help.\"}}]}",
                Chat.finish("stop"));
        assertThat(refused.failure().orElseThrow()).hasMessageContaining("I can't help");
    }

    @Test
    void aChunkThatIsNoJsonIsQuotedBriefly() throws Exception {
        Chat chat = Chat.hear("{\"choices\": oops " + Chat.KEY + " ".repeat(10) + "y".repeat(3_000) + "}");
        assertThat(chat.failure().orElseThrow().getMessage())
                .contains("oops ***")
                .hasSizeLessThan(1_200);
    }

    @Test
    void aCallThatTheLimitCutIsDropped() throws Exception {
        Chat chat = Chat.hear(
                Chat.text("so far"),
                Chat.calls("{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}"),
                Chat.calls("{\"index\":1,\"id\":\"b\",\"function\":{\"name\":\"g\",\"arguments\":\"{\\\"x\"}}"),
                Chat.finish("length"));
        assertThat(chat.reply().stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(chat.reply().toolCalls()).extracting(ToolCall::id).containsExactly("a");
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() throws Exception {
        assertComplete(WireReply.json(
                200,
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + HELLO
                        + "\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}"));
    }

    private static void assertComplete(WireReply wire) throws InterruptedException {
        ModelReply reply = Chat.hear(wire).reply();
        assertThat(reply.text()).isEqualTo(HELLO);
        assertThat(reply.stopReason()).isEqualTo(StopReason.END);
        assertThat(reply.usage()).contains(new Usage(9, 4, 0, 0));
    }
}
