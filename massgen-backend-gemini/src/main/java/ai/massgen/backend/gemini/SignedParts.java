package ai.massgen.backend.gemini;

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
 * The parts of a reply that holds signatures of thoughts or the work of the provider's tools. A signature belongs to the
 * part that it came with and to the model that wrote it, so the parts go back to that model as they came and in their order,
 * or not at all. Text that came in pieces is one part again, except where a signature stands between. Not thread-safe.
 */
final class SignedParts {
    private static final String SIGNATURE = "thoughtSignature";

    /** What is as well written anew from text and tool calls. */
    private static final Set<String> PLAIN = Set.of("text", "functionCall", "thought");

    private final ArrayNode parts = WireJson.MAPPER.createArrayNode();
    private final StringBuilder run = new StringBuilder();
    private boolean peculiar;

    void add(ObjectNode part) {
        boolean signed = part.hasNonNull(SIGNATURE);
        if (part.path("thought").asBoolean() && !signed) {
            return;
        }
        if (part.size() == 1 && part.path("text").isTextual()) {
            run.append(part.path("text").textValue());
            return;
        }
        endRun();
        parts.add(part);
        peculiar |= signed || part.properties().stream().anyMatch(field -> !PLAIN.contains(field.getKey()));
    }

    /** The state to keep; nothing if the reply is as well written anew. */
    Optional<ProviderState> state(String model) {
        if (!peculiar) {
            return Optional.empty();
        }
        endRun();
        ObjectNode state = WireJson.MAPPER.createObjectNode();
        state.set("parts", parts);
        return Optional.of(new ProviderState(GeminiBackend.NAME, model, new Json(state.toString())));
    }

    /** The parts to send back; nothing if another model wrote them. */
    static Optional<ArrayNode> restore(ProviderState state, String model) {
        if (!state.owner().equals(GeminiBackend.NAME) || !state.model().equals(model)) {
            return Optional.empty();
        }
        try {
            JsonNode kept = WireJson.MAPPER.readTree(state.json().text());
            return kept.path("parts") instanceof ArrayNode parts ? Optional.of(parts) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the state that this backend wrote is no JSON any more", e);
        }
    }

    private void endRun() {
        if (!run.isEmpty()) {
            parts.addObject().put("text", run.toString());
            run.setLength(0);
        }
    }
}
