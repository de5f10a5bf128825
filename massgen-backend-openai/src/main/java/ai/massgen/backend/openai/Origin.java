package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.message.ProviderState;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Where a reply comes from. What a provider wants back goes back to the same provider and model, over the same API and after
 * the same beginning, or not at all: encrypted and signed thoughts are refused anywhere else.
 *
 * @param preset the provider
 * @param api how it was asked
 * @param model the model
 * @param beginning the digest of everything said before the reply
 */
record Origin(Preset preset, Api api, String model, String beginning) {
    /** Makes a state that can be restored here. */
    ProviderState keep(String name, JsonNode value) {
        ObjectNode state = WireJson.MAPPER
                .createObjectNode()
                .put("preset", preset.name())
                .put("api", api.setting())
                .put("beginning", beginning);
        state.set(name, value);
        return new ProviderState(OpenAiBackend.NAME, model, new Json(state.toString()));
    }

    /** What a state holds, if it comes from here. */
    Optional<JsonNode> restore(ProviderState state, String name) {
        if (!state.owner().equals(OpenAiBackend.NAME) || !state.model().equals(model)) {
            return Optional.empty();
        }
        try {
            JsonNode kept = WireJson.MAPPER.readTree(state.json().text());
            boolean here = WireJson.text(kept, "preset").equals(preset.name())
                    && WireJson.text(kept, "api").equals(api.setting())
                    && WireJson.text(kept, "beginning").equals(beginning);
            return here && kept.has(name) ? Optional.of(kept.path(name)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the state that this backend wrote is no JSON any more", e);
        }
    }
}
