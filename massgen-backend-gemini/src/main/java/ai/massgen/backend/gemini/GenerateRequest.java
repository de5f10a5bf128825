package ai.massgen.backend.gemini;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** Writes a generateContent request. */
final class GenerateRequest {
    private final ObjectNode body;

    private GenerateRequest(ObjectNode body) {
        this.body = body;
    }

    static GenerateRequest of(GeminiConfig config, ModelRequest request) {
        ObjectNode body = WireJson.MAPPER.createObjectNode();
        request.system()
                .filter(text -> !text.isBlank())
                .ifPresent(text -> body.putObject("systemInstruction")
                        .putArray("parts")
                        .addObject()
                        .put("text", text));
        Contents contents = new Contents(config.modelId());
        request.messages().forEach(contents::add);
        body.set("contents", contents.json());
        putTools(body, config, request);
        ObjectNode generation = generation(config, request);
        if (!generation.isEmpty()) {
            body.set("generationConfig", generation);
        }
        return new GenerateRequest(body);
    }

    /**
     * The body.
     *
     * @param continuation what the provider gave to go on with a reply, if it is to go on
     */
    String json(Optional<String> continuation) {
        continuation.ifPresent(token -> body.put("continuationToken", token));
        return body.toString();
    }

    /** With both kinds of tools the provider has to be asked to write its own calls down, or it refuses. */
    private static void putTools(ObjectNode body, GeminiConfig config, ModelRequest request) {
        if (request.tools().isEmpty() && request.providerTools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        if (!request.tools().isEmpty()) {
            ArrayNode functions = tools.addObject().putArray("functionDeclarations");
            request.tools().forEach(tool -> functions.add(function(tool)));
        }
        request.providerTools().stream()
                .sorted()
                .forEach(tool -> ProviderTools.offer(tools, tool, config.fileSearchStores()));
        if (!request.tools().isEmpty() && !request.providerTools().isEmpty()) {
            body.putObject("toolConfig").put("includeServerSideToolInvocations", true);
        }
    }

    private static ObjectNode generation(GeminiConfig config, ModelRequest request) {
        ObjectNode generation = WireJson.MAPPER.createObjectNode();
        request.temperature()
                .ifPresentOrElse(
                        value -> generation.put("temperature", value),
                        () -> config.temperature().ifPresent(value -> generation.put("temperature", value)));
        request.seed()
                .ifPresentOrElse(
                        value -> generation.put("seed", value),
                        () -> config.seed().ifPresent(value -> generation.put("seed", value)));
        request.maxOutputTokens()
                .ifPresentOrElse(
                        value -> generation.put("maxOutputTokens", value),
                        () -> config.maxOutputTokens().ifPresent(value -> generation.put("maxOutputTokens", value)));
        request.outputSchema()
                .ifPresent(schema -> generation
                        .put("responseMimeType", "application/json")
                        .set("responseJsonSchema", schema("of the reply", schema)));
        if (config.thoughts() || config.thinkingLevel().isPresent()) {
            ObjectNode thinking = generation.putObject("thinkingConfig").put("includeThoughts", config.thoughts());
            config.thinkingLevel().ifPresent(level -> thinking.put("thinkingLevel", level.toUpperCase(Locale.ROOT)));
        }
        return generation;
    }

    private static ObjectNode function(ToolSpec spec) {
        return WireJson.MAPPER
                .createObjectNode()
                .put("name", spec.name())
                .put("description", spec.description())
                .set("parametersJsonSchema", schema("of the tool " + spec.name(), spec.inputSchema()));
    }

    private static JsonNode schema(String whose, Json schema) {
        try {
            return WireJson.MAPPER.readTree(schema.text());
        } catch (JsonProcessingException e) {
            throw new BackendException(
                    Kind.INVALID_REQUEST,
                    "The schema " + whose + " is not usable: " + e.getOriginalMessage() + ".",
                    e,
                    null,
                    null);
        }
    }
}
