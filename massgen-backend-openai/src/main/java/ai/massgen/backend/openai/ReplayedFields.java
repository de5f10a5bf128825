package ai.massgen.backend.openai;

import ai.massgen.api.message.ProviderState;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an assistant message that some providers want back verbatim: OpenRouter's {@code reasoning_details},
 * DeepSeek's {@code reasoning_content}. Collected from the deltas of one reply. Not thread-safe.
 */
final class ReplayedFields {
    private static final Set<String> GROWING = Set.of("text", "summary", "data");

    private final Origin origin;
    private final ObjectNode fields = WireJson.MAPPER.createObjectNode();

    /**
     * Starts without fields.
     *
     * @param origin who is asked, after which beginning
     */
    ReplayedFields(Origin origin) {
        this.origin = origin;
    }

    /** Takes what a delta has of these fields: text grows, arrays grow by element or by the element's index. */
    void collect(JsonNode delta) {
        for (String name : origin.preset().chat().replay()) {
            JsonNode piece = delta.path(name);
            if (piece.isTextual()) {
                fields.put(name, WireJson.text(fields, name) + piece.textValue());
            } else if (piece.isArray()) {
                ArrayNode all = fields.withArray(name);
                piece.forEach(element -> merge(all, element));
            }
        }
    }

    Optional<ProviderState> state() {
        return fields.isEmpty() ? Optional.empty() : Optional.of(origin.keep("fields", fields));
    }

    /** Puts the fields of a state into an assistant message, if they belong there. */
    static void restore(ProviderState state, Origin origin, ObjectNode message) {
        origin.restore(state, "fields")
                .ifPresent(
                        fields -> fields.properties().forEach(field -> message.set(field.getKey(), field.getValue())));
    }

    private static void merge(ArrayNode all, JsonNode element) {
        for (JsonNode known : all) {
            if (element.has("index")
                    && known.path("index").equals(element.path("index"))
                    && known.path("type").equals(element.path("type"))) {
                grow((ObjectNode) known, element);
                return;
            }
        }
        all.add(element.deepCopy());
    }

    private static void grow(ObjectNode known, JsonNode element) {
        element.properties().forEach(field -> {
            if (GROWING.contains(field.getKey()) && field.getValue().isTextual()) {
                known.put(
                        field.getKey(),
                        WireJson.text(known, field.getKey()) + field.getValue().textValue());
            } else if (!field.getValue().isNull()) {
                known.set(field.getKey(), field.getValue());
            }
        });
    }
}
