package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Requests that use all the backend can write, to be judged by oracles that we did not write. */
final class SentRequests {
    private static final Message.User QUESTION = Message.User.of("How is the weather?");
    private static final ToolSpec WEATHER = new ToolSpec(
            "weather",
            "Tells the weather.",
            new Json("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}"));
    private static final ToolCall CALL = new ToolCall("call_1", "weather", new Json("{\"city\":\"Bern\"}"));
    private static final Message.ToolResults RESULT =
            new Message.ToolResults(List.of(ToolResult.success("call_1", "fog")));
    private static final Json SCHEMA = new Json("{\"type\":\"object\",\"properties\":{\"sky\":{\"type\":\"string\"}},"
            + "\"required\":[\"sky\"],\"additionalProperties\":false}");
    private static final String REASONED = """
            [{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm."}],"encrypted_content":"gAAA"},
             {"id":"ws_1","type":"web_search_call","status":"completed","action":{"type":"search","query":"fog"}},
             {"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"weather",
              "arguments":"{\\"city\\":\\"Bern\\"}"}]
            """;

    private SentRequests() {}

    static Map<String, ObjectNode> responses() {
        Settings settings = Settings.of("gpt-6.1-sol").with("preset", "openai");
        Map<String, ObjectNode> all = common(settings);
        all.put(
                "with tools of the provider",
                body(
                        settings.with("vectorStores", List.of("vs_1")),
                        request(QUESTION)
                                .providerTools(Set.of(
                                        Capability.WEB_SEARCH, Capability.CODE_EXECUTION, Capability.FILE_SEARCH))));
        all.put(
                "with a summary of the reasoning",
                body(settings.with("reasoningSummary", "auto").with("reasoningEffort", "max"), request(QUESTION)));
        all.put("with what the provider said", body(settings, request(QUESTION, reasoned(settings), RESULT)));
        return all;
    }

    /** A request with nothing special about it, to be spoiled. */
    static ObjectNode plain() {
        return body(Settings.of("gpt-6.1-sol").with("preset", "openai"), request(QUESTION));
    }

    static Map<String, ObjectNode> chatCompletions() {
        return common(Settings.of("gpt-6.1-sol").with("preset", "openai").with("api", "chat_completions"));
    }

    private static Map<String, ObjectNode> common(Settings settings) {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("plain", body(settings, request(QUESTION)));
        all.put(
                "with a conversation",
                body(
                        settings,
                        request(
                                        QUESTION,
                                        new Message.Assistant("I look.", List.of(CALL), Optional.empty()),
                                        RESULT,
                                        new Message.Assistant("Fog.", List.of(), Optional.empty()),
                                        new Message.User(List.of(new Part.Text("And"), new Part.Text("now?"))))
                                .system("Be brief.")
                                .tools(List.of(WEATHER, new ToolSpec("list", "Lists.", Json.EMPTY_OBJECT)))));
        all.put(
                "with attachments",
                body(
                        settings,
                        request(new Message.User(List.of(
                                new Part.Text("What is it?"),
                                new Part.Image("image/png", "AAAA"),
                                new Part.Document("application/pdf", "AAAA", "a.pdf"))))));
        all.put("with a schema", body(settings, request(QUESTION).outputSchema(SCHEMA)));
        all.put(
                "with parameters",
                body(
                        settings.with("reasoningEffort", "none"),
                        request(QUESTION).temperature(0.5).maxOutputTokens(4000)));
        return all;
    }

    private static Message.Assistant reasoned(Settings settings) {
        try {
            ResponsesInput before = new ResponsesInput(
                    Target.preset(settings.config()), settings.config().model());
            before.add(QUESTION);
            List<JsonNode> items =
                    WireJson.MAPPER.readTree(REASONED).valueStream().toList();
            ProviderState state = ReplayedItems.keep(items, before.origin()).orElseThrow();
            return new Message.Assistant("", List.of(CALL), Optional.of(state));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ModelRequest.Builder request(Message... messages) {
        return ModelRequest.builder(new CallKey("agent1", 1), List.of(messages));
    }

    private static ObjectNode body(Settings settings, ModelRequest.Builder builder) {
        Abilities abilities = Abilities.of(settings.config());
        ModelRequest request = builder.build();
        Parameters parameters = new Admission(abilities, warning -> {}).admit(request);
        Wire wire = switch (abilities.api()) {
            case RESPONSES -> new ResponsesWire(abilities);
            case CHAT_COMPLETIONS -> new ChatWire(abilities);
        };
        return wire.prepare(request, parameters).body();
    }
}
