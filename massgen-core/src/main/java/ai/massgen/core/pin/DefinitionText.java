package ai.massgen.core.pin;

import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tool's definition as lines for people, so that a changed word is one changed line. Stateless. */
final class DefinitionText {
    private DefinitionText() {}

    /** The lines. Members are in canonical order: their order is no part of a definition. */
    static List<String> lines(ToolPin tool) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : tool.definition().properties()) {
            lines.add(member.getKey() + ":");
            text(member.getValue()).lines().forEach(line -> lines.add("  " + line));
        }
        return lines;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? Visible.block(value.textValue(), Integer.MAX_VALUE) : PrettyJson.of(sorted(value));
    }

    private static JsonNode sorted(JsonNode value) {
        if (value.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!(value instanceof ObjectNode object)) {
            return value;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        return JsonNodeFactory.instance.objectNode().setAll(members);
    }
}
