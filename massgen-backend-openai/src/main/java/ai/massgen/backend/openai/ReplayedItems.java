package ai.massgen.backend.openai;

import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;

/**
 * The items of a reply, to be sent back verbatim: encrypted reasoning, what tools of the provider found, items of kinds that
 * are not known yet. They belong together, so they go back all of them or none.
 */
final class ReplayedItems {
    private static final String NAME = "output";

    private ReplayedItems() {}

    /** The state to keep; nothing if all there is can as well be written anew from text and tool calls. */
    static Optional<ProviderState> keep(List<JsonNode> items, Origin origin) {
        if (items.stream().allMatch(ReplayedItems::isPlain)) {
            return Optional.empty();
        }
        ArrayNode output = WireJson.MAPPER.createArrayNode();
        items.forEach(output::add);
        return Optional.of(origin.keep(NAME, output));
    }

    /** The items to send back; none if they belong elsewhere, or if their calls are not those of the message any more. */
    static List<JsonNode> restore(ProviderState state, Origin origin, List<ToolCall> calls) {
        List<JsonNode> items = origin.restore(state, NAME)
                .map(output -> output.valueStream().toList())
                .orElse(List.of());
        List<String> kept = items.stream()
                .filter(OutputItems::isCall)
                .map(item -> WireJson.text(item, "call_id"))
                .toList();
        return kept.equals(calls.stream().map(ToolCall::id).toList()) ? items : List.of();
    }

    /** The phase of a message says whether it is the answer, and the models work better when they get it back. */
    private static boolean isPlain(JsonNode item) {
        return OutputItems.isCall(item) || (OutputItems.isMessage(item) && !item.hasNonNull("phase"));
    }
}
