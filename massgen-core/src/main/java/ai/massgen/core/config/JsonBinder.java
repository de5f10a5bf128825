package ai.massgen.core.config;

import ai.massgen.api.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whatever YAML can say as JSON. Numbers keep their digits. Texts follow the rules of all texts, so a whole one may
 * be a reference to a variable.
 */
final class JsonBinder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Shape.Value TEXT = new Shape.Value(Shape.Type.TEXT, String.class, Bounds.NONE);
    private static final Shape.Value FLAG = new Shape.Value(Shape.Type.FLAG, boolean.class, Bounds.NONE);

    private final ValueBinder values;
    private final Problems problems;

    JsonBinder(ValueBinder values, Problems problems) {
        this.values = values;
        this.problems = problems;
    }

    /** The value, or null after adding a problem. */
    @Nullable Json bind(Spot spot) {
        if (spot.node() instanceof Node.Ready ready && ready.value() instanceof Json json) {
            return json;
        }
        JsonNode node = node(spot);
        return node == null ? null : new Json(node.toString());
    }

    private @Nullable JsonNode node(Spot spot) {
        return switch (spot.node()) {
            case Node.Scalar scalar -> scalar(scalar, spot);
            case Node.Items items -> items(items, spot);
            case Node.Entries entries -> entries(entries, spot);
            case Node.Ready ready -> mismatch(spot);
        };
    }

    private @Nullable JsonNode scalar(Node.Scalar scalar, Spot spot) {
        return switch (scalar.kind()) {
            case TEXT -> values.bind(TEXT, spot) instanceof String text ? JSON.textNode(text) : null;
            case FLAG -> values.bind(FLAG, spot) instanceof Boolean flag ? JSON.booleanNode(flag) : null;
            case NOTHING -> JSON.nullNode();
            case NUMBER -> number(scalar.text(), spot);
        };
    }

    private @Nullable JsonNode number(String text, Spot spot) {
        try {
            return DecimalNode.valueOf(Scalars.number(text));
        } catch (IllegalArgumentException e) {
            return mismatch(spot);
        }
    }

    private @Nullable JsonNode items(Node.Items items, Spot spot) {
        ArrayNode array = JSON.arrayNode();
        boolean right = true;
        for (int i = 0; i < items.nodes().size(); i++) {
            JsonNode element = node(spot.at(i, items.nodes().get(i)));
            right &= element != null;
            array.add(element);
        }
        return right ? array : null;
    }

    private @Nullable JsonNode entries(Node.Entries entries, Spot spot) {
        ObjectNode object = JSON.objectNode();
        boolean right = true;
        for (Map.Entry<String, Node.Entry> each : entries.entries().entrySet()) {
            JsonNode value = node(spot.under(each.getKey(), each.getValue()));
            right &= value != null;
            object.set(each.getKey(), value);
        }
        return right ? object : null;
    }

    private @Nullable JsonNode mismatch(Spot spot) {
        problems.add(
                spot.node().place(),
                spot.path(),
                "must be a value that JSON has, not " + spot.node().described());
        return null;
    }
}
