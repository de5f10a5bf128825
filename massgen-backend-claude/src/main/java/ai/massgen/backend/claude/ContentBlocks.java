package ai.massgen.backend.claude;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.ToolArguments;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Puts the content blocks of a reply together. Blocks of unknown types are kept as they came. Not thread-safe. */
final class ContentBlocks {
    private final Consumer<? super ModelDelta> deltas;
    private final TreeMap<Integer, Block> blocks = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();

    /** A block in the making. */
    private static final class Block {
        private final ObjectNode json;
        private final StringBuilder input = new StringBuilder();

        Block(ObjectNode json) {
            this.json = json;
        }

        boolean isCall() {
            return WireJson.text(json, "type").equals("tool_use");
        }

        /** The arguments as the model wrote them: in pieces, or whole in a reply that does not stream. */
        String arguments() {
            return input.isEmpty() ? json.path("input").toString() : input.toString();
        }
    }

    ContentBlocks(Consumer<? super ModelDelta> deltas) {
        this.deltas = deltas;
    }

    void start(int index, JsonNode block) {
        if (!(block instanceof ObjectNode json)) {
            return;
        }
        Block started = new Block(json.deepCopy());
        blocks.put(index, started);
        say(WireJson.text(json, "text"));
        think(WireJson.text(json, "thinking"));
        if (started.isCall()) {
            deltas.accept(new ModelDelta.ToolCallStarted(WireJson.text(json, "name")));
        }
    }

    void add(int index, JsonNode delta) {
        Block block = blocks.get(index);
        if (block == null) {
            return;
        }
        switch (WireJson.text(delta, "type")) {
            case "text_delta" -> {
                grow(block.json, "text", delta);
                say(WireJson.text(delta, "text"));
            }
            case "thinking_delta" -> {
                grow(block.json, "thinking", delta);
                think(WireJson.text(delta, "thinking"));
            }
            case "signature_delta" -> grow(block.json, "signature", delta);
            case "input_json_delta" -> block.input.append(WireJson.text(delta, "partial_json"));
            case "citations_delta" -> block.json.withArray("citations").add(delta.path("citation"));
            default -> {}
        }
    }

    /**
     * Drops a call at the end that the limit on tokens may have cut: it must not run with half of its arguments. Only
     * arguments that came in pieces show that they are complete.
     */
    void dropCutCall() {
        if (!blocks.isEmpty()) {
            Block last = blocks.lastEntry().getValue();
            if (last.isCall() && !ToolArguments.isObject(last.input.toString())) {
                blocks.pollLastEntry();
            }
        }
    }

    String text() {
        return text.toString();
    }

    List<ToolCall> calls() {
        List<ToolCall> calls = new ArrayList<>();
        for (Block block : blocks.values()) {
            if (block.isCall()) {
                calls.add(new ToolCall(
                        WireJson.text(block.json, "id"),
                        WireJson.text(block.json, "name"),
                        ToolArguments.read(block.arguments())));
            }
        }
        return calls;
    }

    /** All blocks as they are sent back. */
    ArrayNode json() {
        ArrayNode all = WireJson.MAPPER.createArrayNode();
        for (Block block : blocks.values()) {
            if (block.isCall()) {
                block.json.set("input", ToolArguments.object(ToolArguments.read(block.arguments())));
            }
            all.add(block.json);
        }
        return all;
    }

    private static void grow(ObjectNode block, String field, JsonNode delta) {
        block.put(field, WireJson.text(block, field) + WireJson.text(delta, field));
    }

    private void say(String piece) {
        if (!piece.isEmpty()) {
            text.append(piece);
            deltas.accept(new ModelDelta.Text(piece));
        }
    }

    private void think(String piece) {
        if (!piece.isEmpty()) {
            deltas.accept(new ModelDelta.Reasoning(piece));
        }
    }
}
