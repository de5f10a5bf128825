package ai.massgen.backend.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.testkit.wire.WireReply;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is peculiar to the replies of generateContent. What holds for all wires is in {@link GeminiContractTest}. */
@Timeout(60)
class GenerateReplyTest {
    private static final String HI = Asked.parts("{\"text\":\"Hi.\"}");

    @ParameterizedTest
    @CsvSource({
        "SAFETY, REFUSED",
        "RECITATION, REFUSED",
        "LANGUAGE, REFUSED",
        "BLOCKLIST, REFUSED",
        "PROHIBITED_CONTENT, REFUSED",
        "SPII, REFUSED",
        "MODEL_ARMOR, REFUSED",
        "MALFORMED_FUNCTION_CALL, MALFORMED_REPLY",
        "UNEXPECTED_TOOL_CALL, MALFORMED_REPLY",
        "TOO_MANY_TOOL_CALLS, MALFORMED_REPLY",
        "OTHER, MALFORMED_REPLY"
    })
    void whyTheModelStoppedDecidesWhetherThereIsAReply(String reason, Kind kind) throws Exception {
        BackendException failure = Asked.failure(HI, finish(reason));
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(reason);
    }

    @Test
    void aReasonFromTheFutureIsAnEnd() throws Exception {
        assertThat(Asked.of(Asked.question(), HI, finish("TIRED")).reply().stopReason())
                .isEqualTo(StopReason.END);
    }

    @Test
    void withoutAReasonTheReplyIsTruncated() throws Exception {
        assertThat(Asked.failure(HI, "{\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4}}")
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void aBlockedQuestionIsRefusedAndSaysWhy() throws Exception {
        assertThat(Asked.failure("{\"promptFeedback\":{\"blockReason\":\"BLOCKLIST\"}}"))
                .hasMessageContaining("declined to answer: the question was blocked, BLOCKLIST")
                .matches(e -> e.kind() == Kind.REFUSED);
    }

    @Test
    void theModelsOwnWordsAboutItsEndAreTold() throws Exception {
        assertThat(
                        Asked.failure(
                                "{\"candidates\":[{\"finishReason\":\"MALFORMED_FUNCTION_CALL\",\"finishMessage\":\"look(at=\"}]}"))
                .hasMessageContaining("MALFORMED_FUNCTION_CALL: look(at=");
    }

    @Test
    void thoughtsAreOutputAndWhatToolsReadIsInput() throws Exception {
        Asked asked = Asked.of(
                Asked.question(),
                "{\"usageMetadata\":{\"promptTokenCount\":20,\"candidatesTokenCount\":1}}",
                "{\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":20,"
                        + "\"toolUsePromptTokenCount\":5,\"cachedContentTokenCount\":8,\"candidatesTokenCount\":7,"
                        + "\"thoughtsTokenCount\":3}}");
        assertThat(asked.reply().usage()).contains(new Usage(25, 10, 8, 3));
    }

    @Test
    void aProviderThatTellsNoUsageIsNotOneThatUsedNothing() throws Exception {
        assertThat(Asked.of(Asked.question(), HI, Asked.DONE).reply().usage()).isEmpty();
    }

    @Test
    void theIdOfTheResponseIsTheRequestId() throws Exception {
        assertThat(Asked.of(Asked.question(), "{\"responseId\":\"r-17\"}", HI, Asked.DONE)
                        .reply()
                        .requestId())
                .contains("r-17");
    }

    @Test
    void callsWithoutIdsGetSome() throws Exception {
        Asked asked = Asked.of(
                Asked.question(),
                Asked.parts(
                        "{\"functionCall\":{\"name\":\"look\",\"args\":{\"x\":1}}}",
                        "{\"functionCall\":{\"name\":\"list\"}}"),
                Asked.DONE);
        assertThat(asked.reply().toolCalls())
                .containsExactly(
                        new ToolCall("massgen-call-1", "look", new Json("{\"x\":1}")),
                        new ToolCall("massgen-call-2", "list", Json.EMPTY_OBJECT));
        assertThat(asked.reply().stopReason()).isEqualTo(StopReason.TOOL_CALLS);
    }

    @Test
    void aToolThatLeavesItsTraceInEveryChunkIsToldOnce() throws Exception {
        String searched = "{\"candidates\":[{\"groundingMetadata\":{\"webSearchQueries\":[\"q\"]}}]}";
        Asked asked = Asked.of(Asked.question(), searched, HI, searched, Asked.DONE);
        assertThat(asked.deltas())
                .containsExactly(new ModelDelta.ProviderToolStarted(Capability.WEB_SEARCH), new ModelDelta.Text("Hi."));
    }

    @Test
    void aServerThatDoesNotStreamIsUnderstood() throws Exception {
        String whole =
                "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm.\",\"thought\":true},{\"text\":\"Hi.\"}]},"
                        + "\"finishReason\":\"STOP\"}]}";
        Asked asked = Asked.of(Asked.MODEL, Asked.question(), WireReply.json(200, whole));
        assertThat(asked.deltas()).containsExactly(new ModelDelta.Reasoning("Hm."), new ModelDelta.Text("Hi."));
        assertThat(asked.reply().text()).isEqualTo("Hi.");
    }

    @Test
    void aServerThatGivesAllChunksInAnArrayIsUnderstood() throws Exception {
        Asked asked = Asked.of(
                Asked.MODEL, Asked.question(), WireReply.json(200, "[" + HI + "," + HI + "," + Asked.DONE + "]"));
        assertThat(asked.reply().text()).isEqualTo("Hi.Hi.");
    }

    @Test
    void aVeryLongReplyGoesOnWhereItWasCut() throws Exception {
        String usage = "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4}";
        Asked asked = Asked.of(
                "gemini-4-argon",
                Asked.question(),
                WireReply.events()
                        .event(
                                HI,
                                "{\"candidates\":[{\"finishReason\":\"CONTINUATION\","
                                        + "\"continuationToken\":\"dG9rZW4=\"}]," + usage + "}"),
                WireReply.events()
                        .event(
                                Asked.parts("{\"text\":\" Bye.\"}"),
                                "{\"candidates\":[{\"finishReason\":\"STOP\"}]," + usage + "}"));
        assertThat(asked.reply().text()).isEqualTo("Hi. Bye.");
        assertThat(asked.reply().usage()).contains(new Usage(18, 8, 0, 0));
        assertThat(asked.sent().get(0).has("continuationToken")).isFalse();
        assertThat(asked.sent().get(1).path("continuationToken").asText()).isEqualTo("dG9rZW4=");
        assertThat(asked.sent().get(1).path("contents"))
                .isEqualTo(asked.sent().get(0).path("contents"));
    }

    @Test
    void aReplyThatGoesOnWithoutEndEnds() {
        String more = "{\"candidates\":[{\"finishReason\":\"CONTINUATION\",\"continuationToken\":\"dG9rZW4=\"}],"
                + "\"usageMetadata\":{\"promptTokenCount\":9}}";
        WireReply[] replies = new WireReply[40];
        Arrays.setAll(replies, i -> WireReply.events().event(more));
        assertThat(catchThrowableOfType(
                        BackendException.class, () -> Asked.of("gemini-4-argon", Asked.question(), replies)))
                .hasMessageContaining("it goes on without end");
    }

    private static String finish(String reason) {
        return "{\"candidates\":[{\"finishReason\":\"" + reason + "\"}]}";
    }
}
