package ai.massgen.backend.gemini;

import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.toolkit.json.ToolArguments;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes a conversation as the contents of a generateContent request. Not thread-safe. */
final class Contents {
    /** Models that refuse a call without a signature. */
    private static final Pattern STRICT = Pattern.compile("gemini-(?:[3-9]|[1-9]\\d).*");

    /** What the provider documents for the first call of a reply that none of its models wrote. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final String model;
    private final ArrayNode contents = WireJson.MAPPER.createArrayNode();

    /** Results are matched by the names of the tools, which only the calls know. */
    private final Map<String, String> names = new HashMap<>();

    Contents(String model) {
        this.model = model;
    }

    ArrayNode json() {
        return contents;
    }

    void add(Message message) {
        switch (message) {
            case Message.User user -> addUser(user.parts());
            case Message.Assistant assistant -> addAssistant(assistant);
            case Message.ToolResults results -> addResults(results.results());
        }
    }

    /** Text without a letter is refused by the provider, so it is left out, and a message without anything says so. */
    private void addUser(List<Part> parts) {
        ArrayNode written = WireJson.MAPPER.createArrayNode();
        for (Part part : parts) {
            switch (part) {
                case Part.Text text -> addText(written, text.text());
                case Part.Image image -> addData(written, image.mediaType(), image.base64());
                case Part.Document document -> {
                    addText(written, document.name() + ":");
                    addData(written, document.mediaType(), document.base64());
                }
            }
        }
        if (written.isEmpty()) {
            addText(written, "(no text)");
        }
        addContent("user", written);
    }

    private void addAssistant(Message.Assistant assistant) {
        assistant.toolCalls().forEach(call -> names.put(call.id(), call.name()));
        ArrayNode written = assistant
                .state()
                .flatMap(state -> SignedParts.restore(state, model))
                .orElseGet(() -> parts(assistant));
        if (!written.isEmpty()) {
            addContent("model", written);
        }
    }

    private ArrayNode parts(Message.Assistant assistant) {
        ArrayNode parts = WireJson.MAPPER.createArrayNode();
        addText(parts, assistant.text());
        boolean first = true;
        for (ToolCall call : assistant.toolCalls()) {
            ObjectNode part = parts.addObject();
            ObjectNode written = part.putObject("functionCall");
            putId(written, call.id()).put("name", call.name()).set("args", ToolArguments.object(call.arguments()));
            if (first && STRICT.matcher(model).matches()) {
                part.put("thoughtSignature", NO_SIGNATURE);
            }
            first = false;
        }
        return parts;
    }

    private void addResults(List<ToolResult> results) {
        ArrayNode parts = WireJson.MAPPER.createArrayNode();
        for (ToolResult result : results) {
            ObjectNode response = parts.addObject().putObject("functionResponse");
            putId(response, result.callId()).put("name", names.getOrDefault(result.callId(), "unknown"));
            response.putObject("response").set(result.error() ? "error" : "output", output(result));
        }
        addContent("user", parts);
    }

    private static JsonNode output(ToolResult result) {
        if (result.text().isEmpty() && result.structured().isPresent()) {
            try {
                return WireJson.MAPPER.readTree(result.structured().get().text());
            } catch (JsonProcessingException e) {
                return WireJson.MAPPER
                        .getNodeFactory()
                        .textNode(result.structured().get().text());
            }
        }
        return WireJson.MAPPER.getNodeFactory().textNode(result.text());
    }

    private static ObjectNode putId(ObjectNode node, String id) {
        return CallIds.isSent(id) ? node.put("id", id) : node;
    }

    private void addContent(String role, ArrayNode parts) {
        contents.addObject().put("role", role).set("parts", parts);
    }

    private static void addText(ArrayNode parts, String text) {
        if (!text.isBlank()) {
            parts.addObject().put("text", text);
        }
    }

    private static void addData(ArrayNode parts, String mediaType, String base64) {
        parts.addObject().putObject("inlineData").put("mimeType", mediaType).put("data", base64);
    }
}
