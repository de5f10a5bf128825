package ai.massgen.backend.claude;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A Messages request as it is sent.
 *
 * @param json the body
 * @param transcript what identifies everything that was said before the reply
 */
record MessagesRequest(String json, String transcript) {
    static MessagesRequest of(ClaudeConfig config, ModelRequest request) {
        ObjectNode body = WireJson.MAPPER
                .createObjectNode()
                .put("model", config.model())
                .put("max_tokens", request.maxOutputTokens().orElse(config.maxOutputTokens()))
                .put("stream", true);
        request.system().filter(text -> !text.isBlank()).ifPresent(text -> body.put("system", text));
        Transcript transcript = new Transcript(config.model(), request.system().orElse(""));
        request.messages().forEach(transcript::add);
        body.set("messages", transcript.messages());
        if (!request.tools().isEmpty()) {
            ArrayNode tools = body.putArray("tools");
            request.tools().forEach(tool -> tools.add(tool(tool)));
        }
        putThinking(body, config);
        if (!config.cache().equals(ClaudeConfig.OFF)) {
            body.putObject("cache_control").put("type", "ephemeral").put("ttl", config.cache());
        }
        return new MessagesRequest(body.toString(), transcript.digest());
    }

    /** Newer models leave the text of their thoughts out unless they are asked for it. */
    private static void putThinking(ObjectNode body, ClaudeConfig config) {
        ObjectNode thinking = body.putObject("thinking");
        if (config.thinking().equals(ClaudeConfig.OFF)) {
            thinking.put("type", "disabled");
        } else {
            thinking.put("type", config.thinking()).put("display", "summarized");
        }
        config.effort().ifPresent(effort -> body.putObject("output_config").put("effort", effort));
    }

    private static ObjectNode tool(ToolSpec spec) {
        ObjectNode tool =
                WireJson.MAPPER.createObjectNode().put("name", spec.name()).put("description", spec.description());
        return tool.set("input_schema", schema(spec));
    }

    /** The provider takes only schemas that say that they are of an object, which others leave out. */
    private static ObjectNode schema(ToolSpec spec) {
        try {
            JsonNode schema = WireJson.MAPPER.readTree(spec.inputSchema().text());
            if (schema instanceof ObjectNode object) {
                return object.has("type") ? object : object.put("type", "object");
            }
            throw invalid(spec, "it is no object", null);
        } catch (JsonProcessingException e) {
            throw invalid(spec, e.getOriginalMessage(), e);
        }
    }

    private static BackendException invalid(ToolSpec spec, String problem, @Nullable Exception cause) {
        return new BackendException(
                Kind.INVALID_REQUEST,
                "The input schema of the tool " + spec.name() + " is not usable: " + problem + ".",
                cause,
                null,
                null);
    }
}
