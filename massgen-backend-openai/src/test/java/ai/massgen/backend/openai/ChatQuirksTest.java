package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.StopReason;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.toolkit.json.WireJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers that speak Chat Completions do differently. Their tool calls are in {@link ToolCallsTest}. */
@Timeout(60)
class ChatQuirksTest {
    private static final String USAGE = "{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reasoning_content\":\"hm\"}",
                "{\"reasoning\":\"hm\"}",
                "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]}",
                "{\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]}",
                "{\"reasoning\":\"hm\",\"reasoning_content\":\"hm\"}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"hm\"}]}]}"
            })
    void thoughtsAreHeardInEveryDialectOnce(String delta) throws Exception {
        Chat chat = Chat.hear("{\"choices\":[{\"delta\":" + delta + "}]}", Chat.text("ok"), Chat.finish("stop"));
        assertThat(chat.deltas()).containsExactly(new ModelDelta.Reasoning("hm"), new ModelDelta.Text("ok"));
        assertThat(chat.reply().text()).isEqualTo("ok");
    }

    @Test
    void contentInPartsIsText() throws Exception {
        Chat chat = Chat.hear(
                "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"o\"},{\"type\":\"text\",\"text\":\"k\"}]}}]}",
                Chat.finish("stop"));
        assertThat(chat.reply().text()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[],\"usage\":" + USAGE + "}",
                "{\"choices\":null,\"usage\":" + USAGE + "}",
                "{\"usage\":" + USAGE + "}",
                "{\"choices\":[{\"index\":0,\"delta\":{}}],\"x_groq\":{\"id\":\"req\",\"usage\":" + USAGE + "}}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"usage\":" + USAGE + "}]}"
            })
    void theUsageIsFoundWhereverItIs(String chunk) throws Exception {
        assertThat(Chat.hear(Chat.text("ok"), Chat.finish("stop"), chunk)
                        .reply()
                        .usage())
                .contains(new Usage(9, 4, 0, 0));
    }

    @Test
    void aUsageOfNullInEveryChunkIsNone() throws Exception {
        assertThat(Chat.hear("{\"choices\":[{\"delta\":{\"content\":\"ok\"}}],\"usage\":null}", Chat.finish("stop"))
                        .reply()
                        .usage())
                .isEmpty();
    }

    @Test
    void aFirstChunkAboutTheFilterOnlyIsNoReply() throws Exception {
        String filter = "{\"id\":\"\",\"object\":\"\",\"model\":\"\",\"choices\":[],\"prompt_filter_results\":"
                + "[{\"prompt_index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false}}}]}";
        assertThat(Chat.hear(filter, Chat.text("ok"), Chat.finish("stop"))
                        .reply()
                        .text())
                .isEqualTo("ok");
        assertThat(Chat.hear(filter).kind()).isEqualTo(Kind.TRUNCATED);
    }

    @Test
    void otherChoicesAreNotMixedIntoTheFirst() throws Exception {
        assertThat(Chat.hear(
                                Chat.text("ok"),
                                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"another\"}}]}",
                                Chat.finish("stop"))
                        .reply()
                        .text())
                .isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":503,\"message\":\"down\"}}",
                "{\"error\":{\"code\":503,\"message\":\"down\"},\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}",
                "{\"error\":\"down\"}",
                "{\"object\":\"error\",\"message\":\"down\",\"type\":\"InternalServerError\",\"code\":500}"
            })
    void anErrorInTheMiddleIsAFailureThatSaysWhy(String chunk) throws Exception {
        Chat chat = Chat.hear(Chat.text("half"), chunk);
        assertThat(chat.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(chat.failure().orElseThrow()).hasMessageContaining("down");
    }

    @Test
    void anEventThatIsCalledErrorIsAFailure() throws Exception {
        Chat chat = Chat.hear(WireReply.events()
                .event(Chat.text("half"))
                .send("event: error\ndata: {\"message\":\"queue full, overloaded\",\"code\":\"overloaded\"}\n\n"));
        assertThat(chat.kind()).isEqualTo(Kind.OVERLOADED);
    }

    @Test
    void anErrorWithStatus200IsAFailure() throws Exception {
        assertThat(Chat.hear(WireReply.json(200, "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}"))
                        .kind())
                .isEqualTo(Kind.QUOTA_EXHAUSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "stop, END",
        "eos, END",
        "length, MAX_TOKENS",
        "model_length, MAX_TOKENS",
        "model_context_window_exceeded, MAX_TOKENS"
    })
    void finishReasonsOfAllServersAreKnown(String reason, StopReason stop) throws Exception {
        assertThat(Chat.hear(Chat.text("ok"), Chat.finish(reason)).reply().stopReason())
                .isEqualTo(stop);
    }

    @ParameterizedTest
    @CsvSource({
        "content_filter, REFUSED",
        "sensitive, REFUSED",
        "insufficient_system_resource, OVERLOADED",
        "network_error, UNAVAILABLE",
        "error, UNAVAILABLE"
    })
    void finishReasonsThatAreFailuresFail(String reason, Kind kind) throws Exception {
        assertThat(Chat.hear(Chat.text("half"), Chat.finish(reason)).kind()).isEqualTo(kind);
    }

    @Test
    void usageIsNormalised() throws Exception {
        assertThat(usage("{\"prompt_tokens\":10,\"completion_tokens\":7,\"total_tokens\":17,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}"))
                .isEqualTo(new Usage(10, 7, 4, 5));
        assertThat(usage("{\"prompt_tokens\":10,\"completion_tokens\":7,\"total_tokens\":22,"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}"))
                .isEqualTo(new Usage(10, 12, 0, 5));
        assertThat(usage("{\"prompt_tokens\":3,\"completion_tokens\":null,\"prompt_cache_hit_tokens\":9}"))
                .isEqualTo(new Usage(3, 0, 3, 0));
        assertThat(usage("{\"prompt_tokens\":10,\"completion_tokens\":1,\"cached_tokens\":4}"))
                .isEqualTo(new Usage(10, 1, 4, 0));
        assertThat(usage("{\"prompt_tokens\":10,\"completion_tokens\":1,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4,\"cache_write_tokens\":9}}"))
                .isEqualTo(new Usage(10, 1, 4, 0, 6));
    }

    private static Usage usage(String json) throws Exception {
        return ChatUsage.of(WireJson.MAPPER.readTree("{\"usage\":" + json + "}"))
                .orElseThrow();
    }
}
