package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the body of a Chat Completions request. What the request leaves open comes from the settings. */
final class ChatRequest {
    private final OpenAiConfig config;
    private final Preset preset;
    private final Abilities abilities;

    ChatRequest(OpenAiConfig config, Preset preset, Abilities abilities) {
        this.config = config;
        this.preset = preset;
        this.abilities = abilities;
    }

    String body(ModelRequest request) {
        ObjectNode body = WireJson.MAPPER.createObjectNode().put("model", config.model());
        ChatMessages messages = new ChatMessages(body.putArray("messages"), new ReplayedFields(preset, config.model()));
        request.system().ifPresent(messages::system);
        request.messages().forEach(messages::add);
        if (!request.tools().isEmpty()) {
            putTools(body.putArray("tools"), request.tools());
        }
        putParameters(body, request);
        body.put("stream", true);
        if (preset.streamUsage()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return body.toString();
    }

    private void putParameters(ObjectNode body, ModelRequest request) {
        if (request.temperature().isPresent() || config.temperature().isPresent()) {
            body.put("temperature", request.temperature().orElseGet(config.temperature()::get));
        }
        String seed = preset.seed();
        if (seed != null && (request.seed().isPresent() || config.seed().isPresent())) {
            body.put(seed, request.seed().orElseGet(config.seed()::get));
        }
        if (request.maxOutputTokens().isPresent() || config.maxOutputTokens().isPresent()) {
            body.put(preset.maxTokens(), request.maxOutputTokens().orElseGet(config.maxOutputTokens()::get));
        }
        abilities.effort().ifPresent(effort -> body.put("reasoning_effort", effort));
    }

    private static void putTools(ArrayNode tools, List<ToolSpec> specs) {
        for (ToolSpec spec : specs) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", spec.name()).put("description", spec.description());
            try {
                function.set(
                        "parameters",
                        WireJson.MAPPER.readTree(spec.inputSchema().text()));
            } catch (JsonProcessingException e) {
                throw new BackendException(
                        Kind.INVALID_REQUEST,
                        "The input schema of the tool " + spec.name() + " is not JSON: " + e.getOriginalMessage() + ".",
                        e,
                        null,
                        null);
            }
        }
    }
}
