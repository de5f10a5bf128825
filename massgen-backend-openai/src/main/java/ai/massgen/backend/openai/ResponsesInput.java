package ai.massgen.backend.openai;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes a conversation as the input items of a Responses request. Not thread-safe. */
final class ResponsesInput {
    private static final int GROUP_LENGTH = 32;

    private final Preset preset;
    private final String model;
    private final ArrayNode items = WireJson.MAPPER.createArrayNode();
    private final Beginning beginning = new Beginning();
    private String cacheGroup = "";

    ResponsesInput(Preset preset, String model) {
        this.preset = preset;
        this.model = model;
    }

    ArrayNode json() {
        return items;
    }

    /** Where a reply to everything so far comes from. */
    Origin origin() {
        return new Origin(preset, Api.RESPONSES, model, beginning.digest());
    }

    /** The same for conversations that have the same system text and the same first message. */
    String cacheGroup() {
        return "massgen-" + cacheGroup.substring(0, GROUP_LENGTH);
    }

    /** As a message: not every provider takes the field {@code instructions}. */
    void system(String text) {
        add(message("system", text));
    }

    void add(Message message) {
        switch (message) {
            case Message.User user -> addUser(user.parts());
            case Message.Assistant assistant -> addAssistant(assistant);
            case Message.ToolResults results -> results.results().forEach(this::addResult);
        }
        cacheGroup = cacheGroup.isEmpty() ? beginning.digest() : cacheGroup;
    }

    private void addUser(List<Part> parts) {
        if (Written.isText(parts)) {
            add(message("user", Written.text(parts)));
            return;
        }
        ObjectNode message = message("user");
        ArrayNode content = message.putArray("content");
        parts.forEach(part -> addPart(content, part));
        add(message);
    }

    private static void addPart(ArrayNode content, Part part) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "input_text").put("text", text.text());
            case Part.Image image ->
                content.addObject()
                        .put("type", "input_image")
                        .put("detail", "auto")
                        .put("image_url", Written.dataAddress(image.mediaType(), image.base64()));
            case Part.Document document ->
                content.addObject()
                        .put("type", "input_file")
                        .put("filename", document.name())
                        .put("file_data", Written.dataAddress(document.mediaType(), document.base64()));
        }
    }

    private void addAssistant(Message.Assistant assistant) {
        List<JsonNode> verbatim = assistant
                .state()
                .map(state -> ReplayedItems.restore(state, origin(), assistant.toolCalls()))
                .orElse(List.of());
        if (!verbatim.isEmpty()) {
            verbatim.forEach(this::add);
            return;
        }
        if (!assistant.text().isEmpty()) {
            add(message("assistant", assistant.text()));
        }
        assistant.toolCalls().forEach(this::addCall);
    }

    private void addCall(ToolCall call) {
        add(item("function_call")
                .put("call_id", call.id())
                .put("name", call.name())
                .put("arguments", Written.arguments(call.arguments())));
    }

    private void addResult(ToolResult result) {
        add(item("function_call_output").put("call_id", result.callId()).put("output", Written.result(result)));
    }

    private void add(JsonNode item) {
        items.add(item);
        beginning.note(item);
    }

    private static ObjectNode message(String role, String text) {
        return message(role).put("content", text);
    }

    private static ObjectNode message(String role) {
        return item("message").put("role", role);
    }

    private static ObjectNode item(String type) {
        return WireJson.MAPPER.createObjectNode().put("type", type);
    }
}
