package ai.massgen.core.config;

import ai.massgen.api.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Keeps whatever was written as JSON. References to environment variables are not looked up in it. */
final class JsonBinder {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private JsonBinder() {}

    /** The value as JSON, or null after adding a problem: a program put something in that JSON cannot hold. */
    static @Nullable Json bind(Spot spot, Problems problems) {
        if (spot.node() instanceof Node.Ready ready && ready.value() instanceof Json json) {
            return json;
        }
        JsonNode value = value(spot, problems);
        return value == null ? null : new Json(value.toString());
    }

    private static @Nullable JsonNode value(Spot spot, Problems problems) {
        return switch (spot.node()) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Items items -> array(items, spot, problems);
            case Node.Entries entries -> object(entries, spot, problems);
            case Node.Ready ready -> {
                problems.add(ready.place(), spot.path(), "must be a value that JSON has, not " + ready.described());
                yield null;
            }
        };
    }

    private static JsonNode scalar(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> JSON.textNode(scalar.text());
            case NUMBER -> DecimalNode.valueOf(new BigDecimal(scalar.text()));
            case FLAG -> JSON.booleanNode(Boolean.parseBoolean(scalar.text()));
            case NOTHING -> JSON.nullNode();
        };
    }

    private static @Nullable JsonNode array(Node.Items items, Spot spot, Problems problems) {
        ArrayNode array = JSON.arrayNode();
        boolean right = true;
        for (Node each : items.nodes()) {
            JsonNode value = value(spot.at(array.size(), each), problems);
            right &= value != null;
            array.add(value);
        }
        return right ? array : null;
    }

    private static @Nullable JsonNode object(Node.Entries entries, Spot spot, Problems problems) {
        ObjectNode object = JSON.objectNode();
        boolean right = true;
        for (var each : entries.entries().entrySet()) {
            JsonNode value = value(spot.under(each.getKey(), each.getValue()), problems);
            right &= value != null;
            object.set(each.getKey(), value);
        }
        return right ? object : null;
    }
}
