package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.message.ProviderState;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of an assistant message that some providers want back verbatim: OpenRouter's {@code reasoning_details},
 * DeepSeek's {@code reasoning_content}. Collected from the deltas of one reply, restored into later requests to the same
 * provider and model. Not thread-safe.
 */
final class ReplayedFields {
    private static final Set<String> GROWING = Set.of("text", "summary", "data");

    private final Preset preset;
    private final String model;
    private final ObjectNode fields = WireJson.MAPPER.createObjectNode();

    ReplayedFields(Preset preset, String model) {
        this.preset = preset;
        this.model = model;
    }

    /** Takes what a delta has of these fields: text grows, arrays grow by element or by the element's index. */
    void collect(JsonNode delta) {
        for (String name : preset.replay()) {
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
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode state = WireJson.MAPPER.createObjectNode().put("preset", preset.name());
        state.set("fields", fields);
        return Optional.of(new ProviderState(OpenAiBackend.NAME, model, new Json(state.toString())));
    }

    void restore(ProviderState state, ObjectNode message) {
        if (!state.owner().equals(OpenAiBackend.NAME) || !state.model().equals(model)) {
            return;
        }
        try {
            JsonNode kept = WireJson.MAPPER.readTree(state.json().text());
            if (WireJson.text(kept, "preset").equals(preset.name())) {
                kept.path("fields").properties().forEach(field -> message.set(field.getKey(), field.getValue()));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the state that this backend wrote is no JSON any more", e);
        }
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
