package ai.massgen.core.local;

import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Checks values against the schemas that {@link Schemas} makes, and says what is wrong in words for a model. */
final class SchemaCheck {
    private static final int LONGEST = 80;

    private SchemaCheck() {}

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException if it does not fit; the message says where and why
     */
    static void check(JsonNode schema, JsonNode value, String where) {
        String type = schema.path("type").asText();
        require(fits(type, value), where, "must be " + article(type) + ", but is " + shown(value));
        if (schema.has("enum")) {
            boolean known = false;
            for (JsonNode each : schema.path("enum")) {
                known |= each.equals(value);
            }
            require(known, where, "must be one of " + schema.path("enum") + ", but is " + shown(value));
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(schema.path("items"), value.path(i), where + "[" + i + "]");
            }
        }
        if (type.equals("object")) {
            object(schema, value, where);
        }
    }

    private static void object(JsonNode schema, JsonNode value, String where) {
        for (JsonNode name : schema.path("required")) {
            require(value.has(name.asText()), where, "lacks " + name.asText());
        }
        JsonNode more = schema.path("additionalProperties");
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            String name = Visible.line(member.getKey(), LONGEST);
            JsonNode property = schema.path("properties").path(member.getKey());
            require(!property.isMissingNode() || more.isObject(), where, "there is no member named " + name);
            check(property.isMissingNode() ? more : property, member.getValue(), where + "." + name);
        }
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> true;
        };
    }

    private static String article(String type) {
        return switch (type) {
            case "integer" -> "a whole number";
            case "array", "object" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static String shown(JsonNode value) {
        return Visible.line(value.toString(), LONGEST);
    }

    private static void require(boolean condition, String where, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(where + ": " + otherwise);
        }
    }
}
