package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChatRequestTest {
    private static final WireReply WELL = WireReply.events().event(Chat.text("ok"), Chat.finish("stop"), "[DONE]");

    @Test
    void aConversationIsReplayedWhole() throws Exception {
        ToolCall call = new ToolCall("c1", "look", new Json("{\"at\":1}"));
        ToolCall garbage = new ToolCall("c2", "look", new Json("\"{at\""));
        List<Message> messages = List.of(
                Message.User.of("Hello?"),
                new Message.Assistant("", List.of(call, garbage), Optional.empty()),
                new Message.ToolResults(List.of(
                        ToolResult.success("c1", "seen"),
                        new ToolResult("c2", "", Optional.of(new Json("{\"n\":1}")), false))),
                new Message.Assistant("I see.", List.of(), Optional.empty()),
                new Message.User(List.of(new Part.Text("And"), new Part.Text("now?"))));
        JsonNode sent =
                send(ModelRequest.builder(new CallKey("agent1", 1), messages).system("Be brief."));
        assertThat(sent.path("messages")).isEqualTo(WireJson.MAPPER.readTree("""
                        [{"role":"system","content":"Be brief."},
                         {"role":"user","content":"Hello?"},
                         {"role":"assistant","content":null,"tool_calls":[
                           {"id":"c1","type":"function","function":{"name":"look","arguments":"{\\"at\\":1}"}},
                           {"id":"c2","type":"function","function":
                             {"name":"look","arguments":"{\\"invalid_arguments\\":\\"{at\\"}"}}]},
                         {"role":"tool","tool_call_id":"c1","content":"seen"},
                         {"role":"tool","tool_call_id":"c2","content":"{\\"n\\":1}"},
                         {"role":"assistant","content":"I see."},
                         {"role":"user","content":"And\\n\\nnow?"}]
                        """));
    }

    @Test
    void picturesTravelAsDataAddresses() throws Exception {
        Message.User user =
                new Message.User(List.of(new Part.Text("What is it?"), new Part.Image("image/png", "AAAA")));
        ModelRequest request = ModelRequest.builder(new CallKey("agent1", 1), List.of(user))
                .timeouts(Chat.LONG)
                .build();
        JsonNode sent = Chat.ask(at("xai", "m-1"), request, WELL).sent();
        assertThat(sent.at("/messages/0/content")).isEqualTo(WireJson.MAPPER.readTree("""
                        [{"type":"text","text":"What is it?"},
                         {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]
                        """));
    }

    @Test
    void toolsAndParametersAreSent() throws Exception {
        ToolSpec tool = new ToolSpec("vote", "Votes.", new Json("{\"type\":\"object\"}"));
        JsonNode sent = send(
                Chat.question().tools(List.of(tool)).temperature(0.5).seed(7).maxOutputTokens(100));
        assertThat(sent.path("tools")).isEqualTo(WireJson.MAPPER.readTree("""
                        [{"type":"function","function":
                          {"name":"vote","description":"Votes.","parameters":{"type":"object"}}}]
                        """));
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.5);
        assertThat(sent.path("seed").asLong()).isEqualTo(7);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(100);
        assertThat(sent.path("stream").asBoolean()).isTrue();
        assertThat(sent.at("/stream_options/include_usage").asBoolean()).isTrue();
    }

    @Test
    void settingsFillWhatTheRequestLeavesOpen() throws Exception {
        JsonNode sent = Chat.ask(
                        ChatRequestTest::everySetting,
                        Chat.question().temperature(0.1).build(),
                        WELL)
                .sent();
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.1);
        assertThat(sent.path("random_seed").asLong()).isEqualTo(5);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(50);
        assertThat(sent.path("reasoning_effort").asText()).isEqualTo("low");
        assertThat(sent.has("seed")).isFalse();
        assertThat(sent.has("stream_options")).isFalse();
    }

    @Test
    void reasoningIsHeardInEveryDialect() throws Exception {
        for (String delta : List.of(
                "{\"reasoning_content\":\"hm\"}",
                "{\"reasoning\":\"hm\"}",
                "{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]}",
                "{\"reasoning\":\"hm\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"hm\"}]}")) {
            Chat chat = Chat.hear("{\"choices\":[{\"delta\":" + delta + "}]}", Chat.text("ok"), Chat.finish("stop"));
            assertThat(chat.deltas()).containsExactly(new ModelDelta.Reasoning("hm"), new ModelDelta.Text("ok"));
            assertThat(chat.reply().text()).isEqualTo("ok");
        }
    }

    @Test
    void reasoningDetailsGoBackVerbatimToTheSameProviderAndModelOnly() throws Exception {
        WireReply thinking = WireReply.events()
                .event(
                        "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"a\"}]}}]}",
                        "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"b\",\"signature\":\"s\"}]}}]}",
                        Chat.text("ok"),
                        Chat.finish("stop"));
        ModelReply reply = Chat.ask(at("openrouter", "m-1"), Chat.question().build(), thinking)
                .reply();
        ModelRequest next = ModelRequest.builder(
                        new CallKey("agent1", 2), List.of(reply.toMessage(), Message.User.of("Go on.")))
                .timeouts(Chat.LONG)
                .build();
        assertThat(Chat.ask(at("openrouter", "m-1"), next, WELL).sent().at("/messages/0/reasoning_details"))
                .isEqualTo(WireJson.MAPPER.readTree(
                        "[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"ab\",\"signature\":\"s\"}]"));
        assertThat(Chat.ask(at("openrouter", "m-2"), next, WELL)
                        .sent()
                        .at("/messages/0")
                        .has("reasoning_details"))
                .isFalse();
        assertThat(Chat.ask(at("groq", "m-1"), next, WELL)
                        .sent()
                        .at("/messages/0")
                        .has("reasoning_details"))
                .isFalse();
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
    }

    private static Usage usage(String json) throws Exception {
        return ChatUsage.of(WireJson.MAPPER.readTree("{\"usage\":" + json + "}"))
                .orElseThrow();
    }

    private static JsonNode send(ModelRequest.Builder request) throws InterruptedException {
        return Chat.ask(Chat::config, request.timeouts(Chat.LONG).build(), WELL).sent();
    }

    private static Function<URI, OpenAiConfig> at(String preset, String model) {
        return server -> Chat.config(model, Optional.of(preset), Optional.of(server), Optional.empty());
    }

    private static OpenAiConfig everySetting(URI server) {
        return new OpenAiConfig(
                "m-1",
                Optional.of("mistral"),
                Optional.of(server),
                Optional.empty(),
                Optional.of(0.9),
                Optional.of(5L),
                Optional.of(50),
                Optional.of("low"),
                Optional.empty());
    }
}
