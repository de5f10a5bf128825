package ai.massgen.backend.openai;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a conversation as Chat Completions messages. Not thread-safe. */
final class ChatMessages {
    private final Preset preset;
    private final String model;
    private final ArrayNode messages = WireJson.MAPPER.createArrayNode();
    private final Beginning beginning = new Beginning();

    ChatMessages(Preset preset, String model) {
        this.preset = preset;
        this.model = model;
    }

    ArrayNode json() {
        return messages;
    }

    /** Where a reply to everything so far comes from. */
    Origin origin() {
        return new Origin(preset, Api.CHAT_COMPLETIONS, model, beginning.digest());
    }

    void system(String text) {
        add(message("system").put("content", text));
    }

    void add(Message message) {
        switch (message) {
            case Message.User user -> addUser(user);
            case Message.Assistant assistant -> addAssistant(assistant);
            case Message.ToolResults results -> results.results().forEach(this::addResult);
        }
    }

    private void addUser(Message.User user) {
        ObjectNode node = message("user");
        if (Written.isText(user.parts())) {
            node.put("content", Written.text(user.parts()));
        } else {
            ArrayNode content = node.putArray("content");
            user.parts().forEach(part -> addPart(content, part));
        }
        add(node);
    }

    private static void addPart(ArrayNode content, Part part) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
            case Part.Image image ->
                content.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", Written.dataAddress(image.mediaType(), image.base64()));
            case Part.Document document ->
                content.addObject()
                        .put("type", "file")
                        .putObject("file")
                        .put("filename", document.name())
                        .put("file_data", Written.dataAddress(document.mediaType(), document.base64()));
        }
    }

    private void addAssistant(Message.Assistant assistant) {
        ObjectNode node = message("assistant");
        if (assistant.text().isEmpty() && !assistant.toolCalls().isEmpty()) {
            node.putNull("content");
        } else {
            node.put("content", assistant.text());
        }
        assistant.state().ifPresent(state -> ReplayedFields.restore(state, origin(), node));
        if (!assistant.toolCalls().isEmpty()) {
            ArrayNode calls = node.putArray("tool_calls");
            assistant.toolCalls().forEach(call -> addCall(calls, call));
        }
        add(node);
    }

    private static void addCall(ArrayNode calls, ToolCall call) {
        ObjectNode node = calls.addObject().put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", Written.arguments(call.arguments()));
    }

    private void addResult(ToolResult result) {
        add(message("tool").put("tool_call_id", result.callId()).put("content", Written.result(result)));
    }

    private void add(ObjectNode message) {
        messages.add(message);
        beginning.note(message);
    }

    private static ObjectNode message(String role) {
        return WireJson.MAPPER.createObjectNode().put("role", role);
    }
}
