package ai.massgen.backend.gemini;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.message.ProviderState;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Takes the parts of a reply as they arrive, tells of them, and keeps those that go back. Not thread-safe. */
final class ReplyParts {
    private final Consumer<? super ModelDelta> deltas;
    private final StringBuilder text = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final Set<Capability> tools = EnumSet.noneOf(Capability.class);
    private final SignedParts kept = new SignedParts();

    ReplyParts(Consumer<? super ModelDelta> deltas) {
        this.deltas = deltas;
    }

    void add(JsonNode part) {
        if (!(part instanceof ObjectNode json)) {
            return;
        }
        String words = WireJson.text(json, "text");
        if (json.path("thought").asBoolean()) {
            think(words);
        } else {
            say(words);
        }
        if (json.path("functionCall").isObject()) {
            call(json.path("functionCall"));
        }
        ProviderTools.named(json).ifPresent(this::use);
        kept.add(json);
    }

    /** Tells of tools that the provider used without writing it into a part. */
    void noteTools(JsonNode candidate) {
        for (Capability tool : ProviderTools.traced(candidate)) {
            if (!tools.contains(tool)) {
                use(tool);
            }
        }
    }

    String text() {
        return text.toString();
    }

    List<ToolCall> calls() {
        return List.copyOf(calls);
    }

    Optional<ProviderState> keep(String model) {
        return kept.state(model);
    }

    /** Older models give calls no id. The one made up here stays on this side of the wire. */
    private void call(JsonNode call) {
        String id = WireJson.text(call, "id");
        String name = WireJson.text(call, "name");
        deltas.accept(new ModelDelta.ToolCallStarted(name));
        calls.add(new ToolCall(
                id.isEmpty() ? CallIds.madeUp(calls.size() + 1) : id,
                name,
                call.path("args").isObject() ? new Json(call.path("args").toString()) : Json.EMPTY_OBJECT));
    }

    private void use(Capability tool) {
        tools.add(tool);
        deltas.accept(new ModelDelta.ProviderToolStarted(tool));
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
