package ai.massgen.core.pin;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.StrictJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/**
 * A tool with the hash of its definition: what a model is told of it, and what it promises. Its title is for people only
 * and not part of that. Immutable.
 *
 * @param tool the tool
 * @param sha256 the SHA-256 over the canonical JSON of name, description, schemas and annotations, in hexadecimal digits
 */
public record ToolPin(McpTool tool, String sha256) {
    /** Checks for null. */
    public ToolPin {
        Objects.requireNonNull(tool, "tool");
        Objects.requireNonNull(sha256, "sha256");
    }

    /**
     * Takes the hash of a tool's definition.
     *
     * @param tool the tool
     * @return the tool with its hash
     * @throws IllegalArgumentException if one of its schemas is no JSON
     */
    public static ToolPin of(McpTool tool) {
        return new ToolPin(tool, Sha256.of(CanonicalJson.of(definition(tool))));
    }

    /**
     * The tool's name, as its server knows it.
     *
     * @return the name
     */
    public String name() {
        return tool.name();
    }

    /** The definition, with its members named as in the protocol. */
    ObjectNode definition() {
        return definition(tool);
    }

    private static ObjectNode definition(McpTool tool) {
        ObjectNode definition = JsonNodeFactory.instance.objectNode();
        definition.put("name", tool.name());
        definition.put("description", tool.description());
        definition.set("inputSchema", parsed(tool.inputSchema()));
        tool.outputSchema().ifPresent(schema -> definition.set("outputSchema", parsed(schema)));
        tool.annotations().ifPresent(annotations -> definition.set("annotations", parsed(annotations)));
        return definition;
    }

    private static JsonNode parsed(Json json) {
        try {
            return StrictJson.parse(json.text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + StrictJson.reason(e), e);
        }
    }

    /** The tool that a definition describes. */
    static ToolPin read(JsonNode definition) {
        return of(new McpTool(
                definition.path("name").asText(),
                Optional.empty(),
                definition.path("description").asText(),
                new Json(definition.path("inputSchema").toString()),
                object(definition.path("outputSchema")),
                object(definition.path("annotations"))));
    }

    private static Optional<Json> object(JsonNode node) {
        return node.isObject() ? Optional.of(new Json(node.toString())) : Optional.empty();
    }
}
