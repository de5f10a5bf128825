package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Schemas as they are written in requests. */
final class Schemas {
    /** What a schema of the reply is called on the wire, where it needs a name. */
    static final String REPLY = "reply";

    private Schemas() {}

    /** The schema of a tool's arguments. The providers want it to be of an object and to name its properties. */
    static ObjectNode arguments(ToolSpec tool) {
        ObjectNode schema = object("The input schema of the tool " + tool.name(), tool.inputSchema());
        if (!schema.has("type")) {
            schema.put("type", "object");
        }
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        return schema;
    }

    /** The schema of the reply's text. */
    static ObjectNode reply(Json schema) {
        return object("The schema of the reply", schema);
    }

    private static ObjectNode object(String what, Json text) {
        try {
            JsonNode schema = WireJson.MAPPER.readTree(text.text());
            if (schema instanceof ObjectNode object) {
                return object;
            }
            throw new BackendException(Kind.INVALID_REQUEST, what + " is not an object.");
        } catch (JsonProcessingException e) {
            throw new BackendException(
                    Kind.INVALID_REQUEST, what + " is not JSON: " + e.getOriginalMessage() + ".", e, null, null);
        }
    }
}
