package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.toolkit.json.ToolArguments;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a conversation as Chat Completions messages. */
final class ChatMessages {
    private final ArrayNode messages;
    private final ReplayedFields replayed;

    ChatMessages(ArrayNode messages, ReplayedFields replayed) {
        this.messages = messages;
        this.replayed = replayed;
    }

    void system(String text) {
        messages.addObject().put("role", "system").put("content", text);
    }

    void add(Message message) {
        switch (message) {
            case Message.User user -> addUser(user);
            case Message.Assistant assistant -> addAssistant(assistant);
            case Message.ToolResults results -> results.results().forEach(this::addResult);
        }
    }

    /** Text alone is sent as a string, which also those servers understand that know no parts. */
    private void addUser(Message.User user) {
        ObjectNode node = messages.addObject().put("role", "user");
        List<Part> parts = user.parts();
        if (parts.stream().allMatch(Part.Text.class::isInstance)) {
            node.put(
                    "content",
                    parts.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining("\n\n")));
        } else {
            ArrayNode content = node.putArray("content");
            parts.forEach(part -> addPart(content, part));
        }
    }

    private static void addPart(ArrayNode content, Part part) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
            case Part.Image image ->
                content.addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", "data:" + image.mediaType() + ";base64," + image.base64());
            case Part.Document document ->
                content.addObject()
                        .put("type", "file")
                        .putObject("file")
                        .put("filename", document.name())
                        .put("file_data", "data:" + document.mediaType() + ";base64," + document.base64());
        }
    }

    private void addAssistant(Message.Assistant assistant) {
        ObjectNode node = messages.addObject().put("role", "assistant");
        if (assistant.text().isEmpty() && !assistant.toolCalls().isEmpty()) {
            node.putNull("content");
        } else {
            node.put("content", assistant.text());
        }
        assistant.state().ifPresent(state -> replayed.restore(state, node));
        if (!assistant.toolCalls().isEmpty()) {
            ArrayNode calls = node.putArray("tool_calls");
            assistant.toolCalls().forEach(call -> addCall(calls, call));
        }
    }

    private static void addCall(ArrayNode calls, ToolCall call) {
        ObjectNode node = calls.addObject().put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", arguments(call.arguments()));
    }

    /** Servers that render the conversation through a template fail on anything but an object. */
    private static String arguments(Json arguments) {
        return ToolArguments.isObject(arguments.text())
                ? arguments.text()
                : ToolArguments.object(arguments).toString();
    }

    private void addResult(ToolResult result) {
        String text = result.text().isEmpty()
                ? result.structured().map(json -> json.text()).orElse("")
                : result.text();
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", result.callId())
                .put("content", text);
    }
}
