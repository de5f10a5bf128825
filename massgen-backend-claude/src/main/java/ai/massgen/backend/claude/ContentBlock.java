package ai.massgen.backend.claude;

import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.ToolArguments;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;

/** A content block in the making. Not thread-safe. */
final class ContentBlock {
    private final ObjectNode start;
    private final Map<String, StringBuilder> grown = new HashMap<>();
    private final StringBuilder input = new StringBuilder();

    /** Starts a block with what the provider sends at its beginning, which is changed here. */
    ContentBlock(ObjectNode start) {
        this.start = start;
    }

    /** Whether this is a call of a tool that runs here. */
    boolean isCall() {
        return type().equals("tool_use");
    }

    /** Whether this is a call of a tool at all, be it the provider's own. */
    boolean isUse() {
        return type().endsWith("tool_use");
    }

    void grow(String field, String piece) {
        grown.computeIfAbsent(field, name -> new StringBuilder(WireJson.text(start, name)))
                .append(piece);
    }

    void addInput(String piece) {
        input.append(piece);
    }

    void addCitation(JsonNode citation) {
        start.withArray("citations").add(citation);
    }

    boolean hasWholeInput() {
        return ToolArguments.isObject(input.toString());
    }

    ToolCall call() {
        return new ToolCall(WireJson.text(start, "id"), WireJson.text(start, "name"), ToolArguments.read(arguments()));
    }

    /** The block as it is sent back. */
    ObjectNode json() {
        grown.forEach((field, text) -> start.put(field, text.toString()));
        if (isCall() || !input.isEmpty()) {
            start.set("input", ToolArguments.object(ToolArguments.read(arguments())));
        }
        return start;
    }

    /** The arguments as the model wrote them: in pieces, or whole in a reply that does not stream. */
    private String arguments() {
        return input.isEmpty() ? start.path("input").toString() : input.toString();
    }

    private String type() {
        return WireJson.text(start, "type");
    }
}
