package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.backend.CallKey;
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
                          {"name":"vote","description":"Votes.","parameters":{"type":"object","properties":{}}}}]
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
    void reasoningDetailsGoBackVerbatimToTheSameProviderAndModelOnly() throws Exception {
        WireReply thinking = WireReply.events()
                .event(
                        "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"a\"}]}}]}",
                        "{\"choices\":[{\"delta\":{\"reasoning_details\":[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"b\",\"signature\":\"s\"}]}}]}",
                        Chat.text("ok"),
                        Chat.finish("stop"));
        ModelReply reply = Chat.ask(at("openrouter", "m-1"), Chat.question().build(), thinking)
                .reply();
        ModelRequest next = next(Message.User.of("Hello?"), reply);
        assertThat(Chat.ask(at("openrouter", "m-1"), next, WELL).sent().at("/messages/1/reasoning_details"))
                .isEqualTo(WireJson.MAPPER.readTree(
                        "[{\"type\":\"reasoning.text\",\"index\":0,\"text\":\"ab\",\"signature\":\"s\"}]"));
        assertThat(details("openrouter", "m-2", next)).isFalse();
        assertThat(details("groq", "m-1", next)).isFalse();
        assertThat(details("openrouter", "m-1", next(Message.User.of("Goodbye?"), reply)))
                .as("after another beginning")
                .isFalse();
    }

    @Test
    void aSchemaOfTheReplyIsStrict() throws Exception {
        Json schema = new Json("{\"type\":\"object\"}");
        JsonNode sent = Chat.ask(
                        at("groq", "m-1"), Chat.question().outputSchema(schema).build(), WELL)
                .sent();
        assertThat(sent.path("response_format")).isEqualTo(WireJson.MAPPER.readTree("""
                        {"type":"json_schema","json_schema":{"name":"reply","strict":true,"schema":{"type":"object"}}}
                        """));
    }

    @Test
    void documentsTravelAsFilesWhereTheProviderTakesThem() throws Exception {
        Message.User user = new Message.User(
                List.of(new Part.Text("What does it say?"), new Part.Document("application/pdf", "AAAA", "a.pdf")));
        ModelRequest request = ModelRequest.builder(new CallKey("agent1", 1), List.of(user))
                .timeouts(Chat.LONG)
                .build();
        JsonNode sent = Chat.ask(at("openrouter", "m-1"), request, WELL).sent();
        assertThat(sent.at("/messages/0/content/1")).isEqualTo(WireJson.MAPPER.readTree("""
                        {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}
                        """));
        Chat refused = Chat.ask(at("groq", "m-1"), request, WELL);
        assertThat(refused.failure().orElseThrow()).hasMessageContaining("documents: true");
        assertThat(refused.sent().isMissingNode()).isTrue();
    }

    private static ModelRequest next(Message question, ModelReply reply) {
        return ModelRequest.builder(
                        new CallKey("agent1", 2), List.of(question, reply.toMessage(), Message.User.of("Go on.")))
                .timeouts(Chat.LONG)
                .build();
    }

    private static boolean details(String preset, String model, ModelRequest request) throws InterruptedException {
        return Chat.ask(at(preset, model), request, WELL)
                .sent()
                .at("/messages/1")
                .has("reasoning_details");
    }

    private static JsonNode send(ModelRequest.Builder request) throws InterruptedException {
        return Chat.ask(Chat::config, request.timeouts(Chat.LONG).build(), WELL).sent();
    }

    private static Function<URI, OpenAiConfig> at(String preset, String model) {
        return server -> Settings.of(model)
                .with("api", "chat_completions")
                .with("preset", preset)
                .with("baseUrl", server)
                .config();
    }

    private static OpenAiConfig everySetting(URI server) {
        return Settings.of("m-1")
                .with("preset", "mistral")
                .with("baseUrl", server)
                .with("temperature", 0.9)
                .with("seed", 5L)
                .with("maxOutputTokens", 50)
                .with("reasoningEffort", "low")
                .config();
    }
}
