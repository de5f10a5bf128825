package ai.massgen.toolkit.json;

import ai.massgen.api.Json;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** The arguments of tool calls, as models write them: usually an object, sometimes nothing, sometimes no JSON at all. */
public final class ToolArguments {
    private ToolArguments() {}

    /**
     * Makes one JSON value of what a model wrote. What is not JSON becomes a string, so that the model can be told about
     * it; nothing becomes the empty object.
     *
     * @param written what the model wrote, complete
     * @return the value, spelled as the model spelled it
     */
    public static Json read(String written) {
        if (written.isBlank()) {
            return Json.EMPTY_OBJECT;
        }
        return parse(written).isMissingNode()
                ? new Json(TextNode.valueOf(written).toString())
                : new Json(written.strip());
    }

    /**
     * Whether a call can run with these arguments. The limit on tokens may have cut them, and then it must not.
     *
     * @param written what the model wrote
     * @return true if it is an object
     */
    public static boolean isObject(String written) {
        return parse(written).isObject();
    }

    /**
     * Makes an object of arguments, to be sent back to a provider that takes nothing else. What is no object is wrapped
     * into one, so that the model still sees what it wrote.
     *
     * @param arguments the arguments
     * @return an object, the arguments themselves if they are one
     */
    public static ObjectNode object(Json arguments) {
        JsonNode value = parse(arguments.text());
        if (value instanceof ObjectNode object) {
            return object;
        }
        ObjectNode wrapped = WireJson.MAPPER.createObjectNode();
        return value.isMissingNode()
                ? wrapped.put("invalid_arguments", arguments.text())
                : wrapped.set("invalid_arguments", value);
    }

    /** The value; missing if it is none. */
    private static JsonNode parse(String written) {
        try {
            return WireJson.MAPPER.readTree(written);
        } catch (JsonProcessingException e) {
            return WireJson.MAPPER.missingNode();
        }
    }
}
