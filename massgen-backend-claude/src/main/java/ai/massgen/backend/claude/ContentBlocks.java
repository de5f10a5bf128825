package ai.massgen.backend.claude;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.message.ToolCall;
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
    private final TreeMap<Integer, ContentBlock> blocks = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private int first;

    ContentBlocks(Consumer<? super ModelDelta> deltas) {
        this.deltas = deltas;
    }

    /** Starts the next exchange, in which the provider counts from the beginning again. */
    void nextExchange() {
        first = blocks.isEmpty() ? 0 : blocks.lastKey() + 1;
    }

    void start(int index, JsonNode block) {
        if (!(block instanceof ObjectNode json)) {
            return;
        }
        ContentBlock started = new ContentBlock(json.deepCopy());
        blocks.put(first + index, started);
        say(WireJson.text(json, "text"));
        think(WireJson.text(json, "thinking"));
        if (started.isCall()) {
            deltas.accept(new ModelDelta.ToolCallStarted(WireJson.text(json, "name")));
        }
        ProviderTools.named(json).ifPresent(tool -> deltas.accept(new ModelDelta.ProviderToolStarted(tool)));
    }

    void add(int index, JsonNode delta) {
        ContentBlock block = blocks.get(first + index);
        if (block == null) {
            return;
        }
        switch (WireJson.text(delta, "type")) {
            case "text_delta" -> {
                block.grow("text", WireJson.text(delta, "text"));
                say(WireJson.text(delta, "text"));
            }
            case "thinking_delta" -> {
                block.grow("thinking", WireJson.text(delta, "thinking"));
                think(WireJson.text(delta, "thinking"));
            }
            case "signature_delta" -> block.grow("signature", WireJson.text(delta, "signature"));
            case "input_json_delta" -> block.addInput(WireJson.text(delta, "partial_json"));
            case "citations_delta" -> block.addCitation(delta.path("citation"));
            default -> {}
        }
    }

    /**
     * Drops a call at the end that the limit on tokens may have cut: it must not run with half of its arguments. Only
     * arguments that came in pieces show that they are complete.
     */
    void dropCutCall() {
        if (!blocks.isEmpty()) {
            ContentBlock last = blocks.lastEntry().getValue();
            if (last.isUse() && !last.hasWholeInput()) {
                blocks.pollLastEntry();
            }
        }
    }

    String text() {
        return text.toString();
    }

    List<ToolCall> calls() {
        List<ToolCall> calls = new ArrayList<>();
        for (ContentBlock block : blocks.values()) {
            if (block.isCall()) {
                calls.add(block.call());
            }
        }
        return calls;
    }

    /** All blocks as they are sent back. */
    ArrayNode json() {
        ArrayNode all = WireJson.MAPPER.createArrayNode();
        blocks.values().forEach(block -> all.add(block.json()));
        return all;
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
