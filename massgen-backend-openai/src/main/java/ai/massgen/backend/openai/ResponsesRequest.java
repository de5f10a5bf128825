package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes the body of a Responses request. */
final class ResponsesRequest {
    private final Abilities abilities;
    private final OpenAiConfig config;
    private final ResponsesDialect dialect;

    ResponsesRequest(Abilities abilities) {
        this.abilities = abilities;
        this.config = abilities.config();
        this.dialect = abilities.preset().spokenResponses();
    }

    ObjectNode body(ResponsesInput input, ModelRequest request, Parameters parameters) {
        ObjectNode body = WireJson.MAPPER.createObjectNode().put("model", config.model());
        body.set("input", input.json());
        putTools(body, request);
        request.outputSchema().ifPresent(schema -> putSchema(body, schema));
        parameters.temperature().ifPresent(value -> body.put("temperature", value));
        parameters.maxOutputTokens().ifPresent(value -> body.put("max_output_tokens", value));
        parameters.effort().ifPresent(value -> body.withObject("/reasoning").put("effort", value));
        parameters.summary().ifPresent(value -> body.withObject("/reasoning").put("summary", value));
        if (abilities.givesEncryptedReasoning()) {
            body.putArray("include").add("reasoning.encrypted_content");
        }
        if (dialect.cacheGroup()) {
            body.put("prompt_cache_key", config.cacheGroup().orElseGet(input::cacheGroup));
        }
        return body.put("store", false).put("stream", true);
    }

    private void putTools(ObjectNode body, ModelRequest request) {
        if (request.tools().isEmpty() && request.providerTools().isEmpty()) {
            return;
        }
        ArrayNode tools = body.putArray("tools");
        request.tools().forEach(spec -> putTool(tools, spec));
        request.providerTools().stream().sorted().forEach(tool -> putTool(tools, tool));
    }

    /** Schemas of MCP servers seldom keep the rules of the strict mode, which is the default here. */
    private static void putTool(ArrayNode tools, ToolSpec spec) {
        tools.addObject()
                .put("type", "function")
                .put("name", spec.name())
                .put("description", spec.description())
                .put("strict", false)
                .set("parameters", Schemas.arguments(spec));
    }

    private void putTool(ArrayNode tools, Capability tool) {
        ObjectNode written = dialect.tool(tool);
        if (tool == Capability.FILE_SEARCH) {
            ArrayNode stores = written.putArray("vector_store_ids");
            config.vectorStores().forEach(stores::add);
        }
        tools.add(written);
    }

    private static void putSchema(ObjectNode body, Json schema) {
        body.putObject("text")
                .putObject("format")
                .put("type", "json_schema")
                .put("name", Schemas.REPLY)
                .put("strict", true)
                .set("schema", Schemas.reply(schema));
    }
}
