package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest.Timeouts;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.testkit.wire.WireReply;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server, or the network before it, can do to a reply. Every case has one right outcome. */
@Timeout(60)
class ChatFaultsTest {
    private static final String HELLO = "Grüße 🌍, wörld";
    private static final String USAGE =
            "{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}}";
    private static final WireReply WELL =
            WireReply.events().event(Chat.text("Grüße "), Chat.text("🌍, wörld"), Chat.finish("stop"), USAGE, "[DONE]");

    @Test
    void aCleanStreamIsTheReference() throws Exception {
        assertComplete(WELL);
    }

    @Test
    void aToolCallInPiecesIsOneCall() throws Exception {
        Chat chat = Chat.hear(
                Chat.calls(
                        "{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"\"}}"),
                Chat.calls("{\"index\":0,\"function\":{\"arguments\":\"{\\\"at\\\":\"}}"),
                Chat.calls("{\"index\":0,\"function\":{\"arguments\":\"1}\"}}"),
                Chat.finish("tool_calls"));
        assertThat(chat.reply().stopReason()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(chat.reply().toolCalls().getFirst().arguments().text()).isEqualTo("{\"at\":1}");
    }

    @Test
    void bytesMayBeTornAnywhere() throws Exception {
        assertComplete(WELL.byteByByte());
        for (long seed = 0; seed < 25; seed++) {
            Chat chat = Chat.hear(WELL.torn(seed));
            assertThat(chat.reply().text()).as("seed %d", seed).isEqualTo(HELLO);
        }
    }

    @Test
    void linesMayEndInEveryWay() throws Exception {
        for (String end : new String[] {"\n", "\r", "\r\n"}) {
            assertComplete(raw("data: " + Chat.text(HELLO) + end + end + "data: " + Chat.finish("stop") + end + end
                    + "data: " + USAGE + end + end + "data: [DONE]" + end + end));
        }
    }

    @Test
    void aByteOrderMarkIsSkipped() throws Exception {
        assertComplete(raw("\uFEFFdata: " + Chat.text(HELLO) + "\n\ndata: " + Chat.finish("stop") + "\n\ndata: " + USAGE
                + "\n\n"));
    }

    @Test
    void commentsAreSkipped() throws Exception {
        assertComplete(raw(": OPENROUTER PROCESSING\n\n: keep-alive\ndata: " + Chat.text(HELLO) + "\n\n:\n\ndata: "
                + Chat.finish("stop") + "\n\ndata: " + USAGE + "\n\n: bye\n\n"));
    }

    @Test
    void theSpaceAfterDataIsOptional() throws Exception {
        assertComplete(raw("data:" + Chat.text(HELLO) + "\n\ndata:" + Chat.finish("stop") + "\n\ndata:" + USAGE
                + "\n\ndata:[DONE]\n\n"));
    }

    @Test
    void oneChunkMaySpanSeveralDataLines() throws Exception {
        assertComplete(raw("data: {\"choices\":[{\"delta\":\ndata: {\"content\":\"" + HELLO + "\"}}]}\n\ndata: "
                + Chat.finish("stop") + "\n\ndata: " + USAGE + "\n\n"));
    }

    @Test
    void eventLinesAreWelcomeButNotNeeded() throws Exception {
        assertComplete(raw("event: chunk\nid: 1\ndata: " + Chat.text(HELLO) + "\n\ndata: " + Chat.finish("stop")
                + "\n\ndata: " + USAGE + "\n\n"));
    }

    @Test
    void theLastBlankLineMayBeMissing() throws Exception {
        assertComplete(raw("data: " + Chat.text(HELLO) + "\n\ndata: " + USAGE + "\n\ndata: " + Chat.finish("stop")));
    }

    @Test
    void theEndMarkMayBeMissing() throws Exception {
        assertComplete(WireReply.events().event(Chat.text(HELLO), Chat.finish("stop"), USAGE));
    }

    @Test
    void aConnectionThatBreaksAfterTheFinishReasonTakesNothingAway() throws Exception {
        assertComplete(WireReply.events()
                .event(Chat.text(HELLO), Chat.finish("stop"), USAGE)
                .cut());
        assertComplete(WELL.stall());
    }

    @Test
    void anEndWithoutAFinishReasonIsTruncated() throws Exception {
        assertThat(Chat.hear(WireReply.events().event(Chat.text(HELLO))).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(Chat.hear(Chat.text(HELLO)).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(Chat.hear(WireReply.events()).kind()).isEqualTo(Kind.TRUNCATED);
        assertThat(Chat.hear(raw("data: {\"choices\":[{\"del")).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void aCutOrResetConnectionIsTruncated() throws Exception {
        assertThat(Chat.hear(WireReply.events().event(Chat.text(HELLO)).cut()).kind())
                .isEqualTo(Kind.TRUNCATED);
        assertThat(Chat.hear(WireReply.events().event(Chat.text(HELLO)).reset()).kind())
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void anErrorInTheMiddleOfAStreamIsAFailure() throws Exception {
        Chat chat = Chat.hear(
                Chat.text("half"),
                "{\"error\":{\"code\":502,\"message\":\"Provider disconnected\"},"
                        + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}");
        assertThat(chat.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(chat.failure().orElseThrow()).hasMessageContaining("Provider disconnected");
    }

    @Test
    void anErrorInAJsonBodyWithStatus200IsAFailure() throws Exception {
        assertThat(Chat.hear(WireReply.json(200, "{\"error\":{\"message\":\"slow\",\"code\":429}}"))
                        .kind())
                .isEqualTo(Kind.RATE_LIMITED);
    }

    @Test
    void aWebPageIsNoReplyWhateverItsStatus() throws Exception {
        WireReply page = WireReply.status(502).header("Content-Type", "text/html");
        Chat bad = Chat.hear(page.send("<html><head><title>502 Bad Gateway</title></head></html>"));
        assertThat(bad.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(bad.failure().orElseThrow()).hasMessageContaining("502 Bad Gateway");
        WireReply portal = WireReply.status(200).header("Content-Type", "text/html");
        assertThat(Chat.hear(portal.send("<html>Welcome</html>")).kind()).isEqualTo(Kind.MALFORMED_REPLY);
    }

    @Test
    void badRequestsAndBusyServersAreToldApart() throws Exception {
        assertThat(status(400, "{\"error\":{\"message\":\"Unknown parameter\",\"type\":\"invalid_request_error\"}}"))
                .isEqualTo(Kind.INVALID_REQUEST);
        assertThat(status(400, "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}"))
                .isEqualTo(Kind.CONTEXT_OVERFLOW);
        assertThat(status(429, "{\"error\":{\"message\":\"slow\"}}")).isEqualTo(Kind.RATE_LIMITED);
        assertThat(status(429, "{\"error\":{\"message\":\"broke\",\"code\":\"insufficient_quota\"}}"))
                .isEqualTo(Kind.QUOTA_EXHAUSTED);
        assertThat(status(503, "{}")).isEqualTo(Kind.UNAVAILABLE);
        assertThat(status(529, "{}")).isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void aLongRetryAfterIsPassedOnAndNotSlept() throws Exception {
        Chat chat = Chat.hear(
                WireReply.json(429, "{\"error\":{\"message\":\"slow\"}}").header("retry-after", "1200"));
        assertThat(chat.failure().orElseThrow().retryAfter()).contains(Duration.ofMinutes(20));
    }

    @Test
    void aSilentServerIsATimeout() throws Exception {
        Duration little = Duration.ofMillis(150);
        Chat chat = Chat.ask(
                Chat::config,
                Chat.question()
                        .timeouts(new Timeouts(Chat.LONG.firstToken(), little, Chat.LONG.total()))
                        .build(),
                WireReply.events().event(Chat.text("half")).stall());
        assertThat(chat.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(chat.deltas()).containsExactly(new ModelDelta.Text("half"));
    }

    @Test
    void aChunkThatIsNoJsonIsMalformedAndQuotedBriefly() throws Exception {
        Chat chat = Chat.hear("{\"choices\": oops " + Chat.KEY + " ".repeat(10) + "y".repeat(3_000) + "}");
        assertThat(chat.kind()).isEqualTo(Kind.MALFORMED_REPLY);
        assertThat(chat.failure().orElseThrow().getMessage())
                .contains("oops ***")
                .doesNotContain(Chat.KEY)
                .hasSizeLessThan(1_200);
    }

    @Test
    void contentFilterAndRefusalAreRefused() throws Exception {
        assertThat(Chat.hear(Chat.text("half"), Chat.finish("content_filter")).kind())
                .isEqualTo(Kind.REFUSED);
        Chat refusal = Chat.hear(
                "{\"choices\":[{\"delta\":{\"refusal\":\"I can't \"}}]}",
                "{\"choices\":[{\"delta\":{\"refusal\":\"help.\"}}]}",
                Chat.finish("stop"));
        assertThat(refusal.kind()).isEqualTo(Kind.REFUSED);
        assertThat(refusal.failure().orElseThrow()).hasMessageContaining("I can't help");
    }

    @Test
    void lengthIsMaxTokensAndTheCallItCutIsDropped() throws Exception {
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

    private static Kind status(int status, String body) throws InterruptedException {
        return Chat.hear(WireReply.json(status, body)).kind();
    }

    private static WireReply raw(String stream) {
        return WireReply.events().send(stream);
    }

    private static void assertComplete(WireReply wire) throws InterruptedException {
        Chat chat = Chat.hear(wire);
        ModelReply reply = chat.reply();
        assertThat(reply.text()).isEqualTo(HELLO);
        assertThat(reply.stopReason()).isEqualTo(StopReason.END);
        assertThat(reply.usage()).contains(new Usage(9, 4, 0, 0));
        StringBuilder heard = new StringBuilder();
        chat.deltas().forEach(delta -> heard.append(((ModelDelta.Text) delta).text()));
        assertThat(heard).hasToString(HELLO);
    }
}
