package ai.massgen.backend.claude;

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
import org.jspecify.annotations.Nullable;

/** Writes a Messages request. */
final class MessagesRequest {
    private final ObjectNode body;
    private final ArrayNode messages;
    private final String transcript;

    private MessagesRequest(ObjectNode body, Transcript transcript) {
        this.body = body;
        this.messages = transcript.messages();
        this.transcript = transcript.digest();
    }

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
        putTools(body, request);
        putThinking(body, config);
        putOutput(body, config, request);
        if (!config.cache().equals(ClaudeConfig.OFF)) {
            body.putObject("cache_control").put("type", "ephemeral").put("ttl", config.cache());
        }
        return new MessagesRequest(body, transcript);
    }

    /** What identifies everything that was said before the reply. */
    String transcript() {
        return transcript;
    }

    /**
     * The body as it is sent.
     *
     * @param soFar what there is of the reply already, if the provider has paused
     */
    String json(PausedReply soFar) {
        if (!soFar.blocks().isEmpty()) {
            ArrayNode longer = WireJson.MAPPER.createArrayNode().addAll(messages);
            longer.addObject().put("role", "assistant").set("content", soFar.blocks());
            body.set("messages", longer);
        }
        if (!soFar.container().isEmpty()) {
            body.put("container", soFar.container());
        }
        return body.toString();
    }

    private static void putTools(ObjectNode body, ModelRequest request) {
        if (request.tools().isEmpty() && request.providerTools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        request.tools().forEach(tool -> tools.add(tool(tool)));
        request.providerTools().stream().sorted().forEach(tool -> ProviderTools.offer(tools, tool));
    }

    /** Newer models leave the text of their thoughts out unless they are asked for it. */
    private static void putThinking(ObjectNode body, ClaudeConfig config) {
        ObjectNode thinking = body.putObject("thinking");
        if (config.thinking().equals(ClaudeConfig.OFF)) {
            thinking.put("type", "disabled");
        } else {
            thinking.put("type", config.thinking()).put("display", "summarized");
        }
    }

    private static void putOutput(ObjectNode body, ClaudeConfig config, ModelRequest request) {
        ObjectNode output = WireJson.MAPPER.createObjectNode();
        config.effort().ifPresent(effort -> output.put("effort", effort));
        request.outputSchema()
                .ifPresent(schema -> output.putObject("format")
                        .put("type", "json_schema")
                        .set("schema", schema("schema of the reply", schema)));
        if (!output.isEmpty()) {
            body.set("output_config", output);
        }
    }

    private static ObjectNode tool(ToolSpec spec) {
        ObjectNode tool =
                WireJson.MAPPER.createObjectNode().put("name", spec.name()).put("description", spec.description());
        return tool.set("input_schema", schema("input schema of the tool " + spec.name(), spec.inputSchema()));
    }

    /** The provider takes only schemas that say that they are of an object, which others leave out. */
    private static ObjectNode schema(String what, Json text) {
        try {
            JsonNode schema = WireJson.MAPPER.readTree(text.text());
            if (schema instanceof ObjectNode object) {
                return object.has("type") ? object : object.put("type", "object");
            }
            throw invalid(what, "it is no object", null);
        } catch (JsonProcessingException e) {
            throw invalid(what, e.getOriginalMessage(), e);
        }
    }

    private static BackendException invalid(String what, String problem, @Nullable Exception cause) {
        return new BackendException(
                Kind.INVALID_REQUEST, "The " + what + " is not usable: " + problem + ".", cause, null, null);
    }
}
