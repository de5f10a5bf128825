package ai.massgen.core.journal;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a model is asked, as JSON for people and for replay. Tools and attachments are told by their names and hashes: the
 * same ones come again and again.
 */
public final class RequestJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int SHORT_HASH = 16;

    private RequestJson() {}

    /**
     * Writes a request.
     *
     * @param request the request
     * @param kept how many messages at its beginning are left out, because they were told before
     * @return a JSON object
     */
    public static Json write(ModelRequest request, int kept) {
        ObjectNode out = MAPPER.createObjectNode();
        request.system().ifPresent(system -> out.put("system", system));
        ArrayNode messages = out.putArray("messages");
        request.messages().stream().skip(kept).forEach(message -> messages.add(message(message)));
        ObjectNode tools = out.putObject("tools");
        request.tools().forEach(tool -> tools.put(tool.name(), hash(tool)));
        if (!request.providerTools().isEmpty()) {
            ArrayNode own = out.putArray("provider_tools");
            request.providerTools().stream()
                    .sorted()
                    .forEach(tool -> own.add(tool.name().toLowerCase(Locale.ROOT)));
        }
        request.outputSchema().ifPresent(schema -> out.set("output_schema", tree(schema)));
        request.temperature().ifPresent(value -> out.put("temperature", value));
        request.seed().ifPresent(value -> out.put("seed", value));
        request.maxOutputTokens().ifPresent(value -> out.put("max_output_tokens", value));
        return new Json(out.toString());
    }

    private static String hash(ToolSpec tool) {
        return sha256(tool.description() + "\n" + tool.inputSchema().text()).substring(0, SHORT_HASH);
    }

    private static ObjectNode message(Message message) {
        ObjectNode out = MAPPER.createObjectNode();
        switch (message) {
            case Message.User user -> {
                ArrayNode parts = out.put("role", "user").putArray("parts");
                user.parts().forEach(part -> parts.add(part(part)));
            }
            case Message.Assistant assistant -> {
                out.put("role", "assistant").put("text", assistant.text());
                ArrayNode calls = out.putArray("tool_calls");
                assistant.toolCalls().forEach(call -> calls.add(call(call)));
            }
            case Message.ToolResults results -> {
                ArrayNode all = out.put("role", "tool").putArray("results");
                results.results().forEach(result -> all.add(result(result)));
            }
        }
        return out;
    }

    private static ObjectNode part(Part part) {
        ObjectNode out = MAPPER.createObjectNode();
        return switch (part) {
            case Part.Text text -> out.put("text", text.text());
            case Part.Image image -> out.put("image", image.mediaType()).put("sha256", sha256(image.base64()));
            case Part.Document document ->
                out.put("document", document.name())
                        .put("media_type", document.mediaType())
                        .put("sha256", sha256(document.base64()));
        };
    }

    private static ObjectNode call(ToolCall call) {
        ObjectNode out = MAPPER.createObjectNode();
        out.put("id", call.id()).put("name", call.name()).set("arguments", tree(call.arguments()));
        return out;
    }

    private static ObjectNode result(ToolResult result) {
        return MAPPER.createObjectNode()
                .put("call_id", result.callId())
                .put("text", result.text())
                .put("error", result.error());
    }

    private static JsonNode tree(Json json) {
        try {
            return MAPPER.readTree(json.text());
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(json.text());
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
