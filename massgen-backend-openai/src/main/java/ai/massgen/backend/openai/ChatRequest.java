package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes the body of a Chat Completions request. */
final class ChatRequest {
    private final String model;
    private final ChatDialect dialect;

    ChatRequest(String model, ChatDialect dialect) {
        this.model = model;
        this.dialect = dialect;
    }

    ObjectNode body(ArrayNode messages, ModelRequest request, Parameters parameters) {
        ObjectNode body = WireJson.MAPPER.createObjectNode().put("model", model);
        body.set("messages", messages);
        if (!request.tools().isEmpty()) {
            putTools(body.putArray("tools"), request.tools());
        }
        request.outputSchema().ifPresent(schema -> putSchema(body, schema));
        put(body, parameters);
        body.put("stream", true);
        if (dialect.streamUsage()) {
            body.putObject("stream_options").put("include_usage", true);
        }
        return body;
    }

    private void put(ObjectNode body, Parameters parameters) {
        parameters.temperature().ifPresent(value -> body.put("temperature", value));
        String seed = dialect.seed();
        if (seed != null) {
            parameters.seed().ifPresent(value -> body.put(seed, value));
        }
        parameters.maxOutputTokens().ifPresent(value -> body.put(dialect.maxTokens(), value));
        parameters.effort().ifPresent(value -> body.put("reasoning_effort", value));
    }

    private static void putSchema(ObjectNode body, Json schema) {
        body.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", Schemas.REPLY)
                .put("strict", true)
                .set("schema", Schemas.reply(schema));
    }

    private static void putTools(ArrayNode tools, List<ToolSpec> specs) {
        for (ToolSpec spec : specs) {
            tools.addObject()
                    .put("type", "function")
                    .putObject("function")
                    .put("name", spec.name())
                    .put("description", spec.description())
                    .set("parameters", Schemas.arguments(spec));
        }
    }
}
