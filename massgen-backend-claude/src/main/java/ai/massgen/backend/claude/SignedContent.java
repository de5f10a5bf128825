package ai.massgen.backend.claude;

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
 * The blocks of a reply that holds signed thoughts. They are bound to the model and to everything said before them, and go
 * back to it verbatim, in their order, or not at all.
 */
final class SignedContent {
    /** What is as well written anew from text and tool calls. */
    private static final Set<String> UNSIGNED = Set.of("text", "tool_use");

    private SignedContent() {}

    /** The state to keep; nothing if there is no thought in it, or one that was cut before its signature. */
    static Optional<ProviderState> keep(ArrayNode blocks, String model, String transcript) {
        boolean signed = false;
        for (JsonNode block : blocks) {
            String type = WireJson.text(block, "type");
            if (type.equals("thinking") && WireJson.text(block, "signature").isEmpty()) {
                return Optional.empty();
            }
            signed |= !UNSIGNED.contains(type);
        }
        if (!signed) {
            return Optional.empty();
        }
        ObjectNode state = WireJson.MAPPER.createObjectNode().put("transcript", transcript);
        state.set("content", blocks);
        return Optional.of(new ProviderState(ClaudeBackend.NAME, model, new Json(state.toString())));
    }

    /** The blocks to send back; nothing if they belong to another model or another beginning. */
    static Optional<ArrayNode> restore(ProviderState state, String model, String transcript) {
        if (!state.owner().equals(ClaudeBackend.NAME) || !state.model().equals(model)) {
            return Optional.empty();
        }
        try {
            JsonNode kept = WireJson.MAPPER.readTree(state.json().text());
            return WireJson.text(kept, "transcript").equals(transcript)
                            && kept.path("content") instanceof ArrayNode blocks
                    ? Optional.of(blocks)
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the state that this backend wrote is no JSON any more", e);
        }
    }
}
