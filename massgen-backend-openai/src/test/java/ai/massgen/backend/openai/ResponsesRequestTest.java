package ai.massgen.backend.openai;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResponsesRequestTest {
    private static final Settings OPENAI = Settings.of("gpt-6.1-sol").with("preset", "openai");
    private static final Message.User QUESTION = Message.User.of("Hello?");
    private static final ToolCall CALL = new ToolCall("call_1", "look", new Json("{\"at\":1}"));
    private static final String REASONING =
            "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[],\"encrypted_content\":\"gAAA\"}";
    private static final String FUNCTION_CALL = "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\","
            + "\"name\":\"look\",\"arguments\":\"{\\\"at\\\":1}\",\"status\":\"completed\"}";

    @Test
    void aConversationIsTheInput() throws Exception {
        ToolCall garbage = new ToolCall("call_2", "look", new Json("\"{at\""));
        JsonNode sent = send(
                OPENAI,
                ModelRequest.builder(
                                new CallKey("agent1", 1),
                                List.of(
                                        QUESTION,
                                        new Message.Assistant("I look.", List.of(CALL, garbage), Optional.empty()),
                                        new Message.ToolResults(List.of(
                                                ToolResult.success("call_1", "seen"),
                                                new ToolResult(
                                                        "call_2", "", Optional.of(new Json("{\"n\":1}")), false))),
                                        new Message.User(List.of(new Part.Text("And"), new Part.Text("now?")))))
                        .system("Be brief."));
        assertThat(sent.path("input")).isEqualTo(WireJson.MAPPER.readTree("""
                [{"type":"message","role":"system","content":"Be brief."},
                 {"type":"message","role":"user","content":"Hello?"},
                 {"type":"message","role":"assistant","content":"I look."},
                 {"type":"function_call","call_id":"call_1","name":"look","arguments":"{\\"at\\":1}"},
                 {"type":"function_call","call_id":"call_2","name":"look",
                  "arguments":"{\\"invalid_arguments\\":\\"{at\\"}"},
                 {"type":"function_call_output","call_id":"call_1","output":"seen"},
                 {"type":"function_call_output","call_id":"call_2","output":"{\\"n\\":1}"},
                 {"type":"message","role":"user","content":"And\\n\\nnow?"}]
                """));
    }

    @Test
    void nothingIsStoredAndReasoningComesEncrypted() throws Exception {
        JsonNode sent = send(OPENAI, Chat.question());
        assertThat(sent.path("store").isBoolean()).isTrue();
        assertThat(sent.path("store").booleanValue()).isFalse();
        assertThat(sent.path("stream").booleanValue()).isTrue();
        assertThat(sent.path("include").toString()).isEqualTo("[\"reasoning.encrypted_content\"]");
        assertThat(send(Settings.of("gpt-4.1-mini").with("preset", "openai"), Chat.question())
                        .has("include"))
                .as("a model that does not reason refuses to be asked")
                .isFalse();
        assertThat(send(Settings.of("m").with("preset", "vllm").with("api", "responses"), Chat.question())
                        .has("include"))
                .isFalse();
    }

    @Test
    void picturesAndDocumentsTravelAsDataAddresses() throws Exception {
        Message.User user = new Message.User(List.of(
                new Part.Text("What is it?"),
                new Part.Image("image/png", "AAAA"),
                new Part.Document("application/pdf", "BBBB", "a.pdf")));
        JsonNode sent = send(OPENAI, ModelRequest.builder(new CallKey("agent1", 1), List.of(user)));
        assertThat(sent.at("/input/0/content")).isEqualTo(WireJson.MAPPER.readTree("""
                [{"type":"input_text","text":"What is it?"},
                 {"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AAAA"},
                 {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}]
                """));
    }

    @Test
    void toolsOfOursAreNotStrictAndThoseOfTheProviderAreNamed() throws Exception {
        ModelRequest.Builder request = Chat.question()
                .tools(List.of(new ToolSpec("vote", "Votes.", Json.EMPTY_OBJECT)))
                .providerTools(Set.of(Capability.WEB_SEARCH, Capability.CODE_EXECUTION, Capability.FILE_SEARCH));
        assertThat(send(OPENAI.with("vectorStores", List.of("vs_1", "vs_2")), request)
                        .path("tools"))
                .isEqualTo(WireJson.MAPPER.readTree("""
                [{"type":"function","name":"vote","description":"Votes.","strict":false,
                  "parameters":{"type":"object","properties":{}}},
                 {"type":"web_search"},
                 {"type":"code_interpreter","container":{"type":"auto"}},
                 {"type":"file_search","vector_store_ids":["vs_1","vs_2"]}]
                """));
        assertThat(send(
                                Settings.of("grok-4.5").with("preset", "xai"),
                                Chat.question().providerTools(Set.of(Capability.CODE_EXECUTION)))
                        .path("tools")
                        .toString())
                .isEqualTo("[{\"type\":\"code_interpreter\"}]");
    }

    @Test
    void aSchemaOfTheReplyIsStrict() throws Exception {
        JsonNode sent = send(OPENAI, Chat.question().outputSchema(new Json("{\"type\":\"object\"}")));
        assertThat(sent.path("text")).isEqualTo(WireJson.MAPPER.readTree("""
                {"format":{"type":"json_schema","name":"reply","strict":true,"schema":{"type":"object"}}}
                """));
    }

    @Test
    void settingsFillWhatTheRequestLeavesOpen() throws Exception {
        Settings settings = OPENAI.with("reasoningEffort", "none")
                .with("reasoningSummary", "auto")
                .with("temperature", 0.9)
                .with("maxOutputTokens", 50);
        JsonNode sent = send(settings, Chat.question().temperature(0.1));
        assertThat(sent.path("temperature").asDouble()).isEqualTo(0.1);
        assertThat(sent.path("max_output_tokens").asInt()).isEqualTo(50);
        assertThat(sent.path("reasoning").toString()).isEqualTo("{\"effort\":\"none\",\"summary\":\"auto\"}");
    }

    @Test
    void conversationsThatBeginAlikeShareTheCache() throws Exception {
        ModelRequest.Builder longer = ModelRequest.builder(
                new CallKey("agent2", 9),
                List.of(QUESTION, new Message.Assistant("Yes.", List.of(), Optional.empty()), QUESTION));
        String first = group(Chat.question());
        assertThat(first).startsWith("massgen-").hasSizeLessThanOrEqualTo(64);
        assertThat(group(longer)).isEqualTo(first);
        assertThat(group(Chat.question().system("Be brief."))).isNotEqualTo(first);
    }

    @Test
    void whatTheProviderSaidGoesBackVerbatimAndInItsPlace() throws Exception {
        JsonNode input = next(OPENAI, QUESTION, reply());
        assertThat(input.get(1)).isEqualTo(WireJson.MAPPER.readTree(REASONING));
        assertThat(input.get(2)).isEqualTo(WireJson.MAPPER.readTree(FUNCTION_CALL));
        assertThat(input.get(3).path("type").asText()).isEqualTo("function_call_output");
    }

    @Test
    void stateIsDroppedWholeAnywhereElse() throws Exception {
        Message.Assistant reply = reply();
        JsonNode anew = WireJson.MAPPER.readTree("""
                {"type":"function_call","call_id":"call_1","name":"look","arguments":"{\\"at\\":1}"}
                """);
        for (JsonNode input : List.of(
                next(OPENAI, Message.User.of("Goodbye?"), reply),
                next(OPENAI.with("model", "gpt-6-sol"), QUESTION, reply),
                next(OPENAI.with("preset", "azure"), QUESTION, reply),
                next(OPENAI, QUESTION, ofAnother(reply)))) {
            assertThat(input.get(1)).isEqualTo(anew);
            assertThat(input.toString()).doesNotContain("gAAA");
        }
        ToolCall other = new ToolCall("call_9", "look", Json.EMPTY_OBJECT);
        assertThat(next(OPENAI, QUESTION, new Message.Assistant("", List.of(other), reply.state()))
                        .toString())
                .as("a message whose calls are not those of the state")
                .doesNotContain("gAAA");
    }

    @Test
    void aReplyOfTextAndCallsAloneNeedsNoState() throws Exception {
        assertThat(answer(FUNCTION_CALL).state()).isEmpty();
        assertThat(answer("{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"ok\"}]}")
                        .state())
                .isEmpty();
        assertThat(answer("{\"type\":\"message\",\"phase\":\"final_answer\",\"content\":[]}")
                        .state())
                .as("the phase of a message goes back")
                .isPresent();
    }

    private static Message.Assistant reply() throws InterruptedException {
        return answer(REASONING, FUNCTION_CALL).toMessage();
    }

    private static ModelReply answer(String... items) throws InterruptedException {
        WireReply done = WireReply.events()
                .event("{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":["
                        + String.join(",", items) + "]}}");
        return Chat.ask(
                        server -> OPENAI.with("baseUrl", server).config(),
                        Chat.question().build(),
                        done)
                .reply();
    }

    private static Message.Assistant ofAnother(Message.Assistant reply) {
        ProviderState state = reply.state().orElseThrow();
        return new Message.Assistant(
                reply.text(), reply.toolCalls(), Optional.of(new ProviderState("claude", state.model(), state.json())));
    }

    /** The input of the request after a reply. */
    private static JsonNode next(Settings settings, Message.User question, Message.Assistant reply)
            throws InterruptedException {
        Message results = new Message.ToolResults(
                List.of(ToolResult.success(reply.toolCalls().getFirst().id(), "seen")));
        return send(settings, ModelRequest.builder(new CallKey("agent1", 2), List.of(question, reply, results)))
                .path("input");
    }

    private static String group(ModelRequest.Builder request) throws InterruptedException {
        return send(OPENAI, request).path("prompt_cache_key").asText();
    }

    private static JsonNode send(Settings settings, ModelRequest.Builder request) throws InterruptedException {
        WireReply well = WireReply.events()
                .event("{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":[]}}");
        return Chat.ask(
                        server -> settings.with("baseUrl", server).config(),
                        request.timeouts(Chat.LONG).build(),
                        well)
                .sent();
    }
}
