package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.toolkit.http.CallFailures;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts a reply together from the chunks of a stream, or from one chunk that holds it all. Not thread-safe. */
final class ChatReply {
    private final CallFailures failures;
    private final Consumer<? super ModelDelta> deltas;
    private final ReplayedFields replayed;
    private final ToolCallFragments calls;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private Optional<Usage> usage = Optional.empty();
    private String finishReason = "";

    ChatReply(CallKey key, ReplayedFields replayed, CallFailures failures, Consumer<? super ModelDelta> deltas) {
        this.failures = failures;
        this.deltas = deltas;
        this.replayed = replayed;
        this.calls = new ToolCallFragments("call_" + key.call() + "_", deltas);
    }

    /** Whether the provider has said why the reply ends: the only proof that it is complete. */
    boolean isComplete() {
        return !finishReason.isEmpty();
    }

    void add(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            throw failures.inStream(chunk);
        }
        usage = ChatUsage.of(chunk).or(() -> usage);
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                addChoice(choice);
            }
        }
    }

    ModelReply finish() {
        if (!isComplete()) {
            throw failures.truncated();
        }
        StopReason stopReason = stopReason();
        if (!refusal.isEmpty()) {
            throw failures.refused(refusal.toString());
        }
        if (stopReason == StopReason.MAX_TOKENS) {
            calls.dropCutCall();
        }
        ModelReply.Builder reply =
                ModelReply.builder(stopReason).text(text.toString()).toolCalls(calls.finish());
        usage.ifPresent(reply::usage);
        replayed.state().ifPresent(reply::state);
        return reply.build();
    }

    private void addChoice(JsonNode choice) {
        if (choice.hasNonNull("error")) {
            throw failures.inStream(choice);
        }
        JsonNode delta = choice.path(choice.path("delta").isObject() ? "delta" : "message");
        String reasoning = WireJson.text(delta, "reasoning_content");
        say(new ModelDelta.Reasoning(reasoning.isEmpty() ? reasoning(delta) : reasoning));
        String piece = WireJson.text(delta, "content");
        text.append(piece);
        say(new ModelDelta.Text(piece));
        refusal.append(WireJson.text(delta, "refusal"));
        replayed.collect(delta);
        delta.path("tool_calls").forEach(calls::add);
        String reason = WireJson.text(choice, "finish_reason");
        finishReason = reason.isEmpty() ? finishReason : reason;
    }

    private static String reasoning(JsonNode delta) {
        String plain = WireJson.text(delta, "reasoning");
        if (!plain.isEmpty()) {
            return plain;
        }
        StringBuilder details = new StringBuilder();
        for (JsonNode detail : delta.path("reasoning_details")) {
            details.append(WireJson.text(detail, "text")).append(WireJson.text(detail, "summary"));
        }
        return details.toString();
    }

    private void say(ModelDelta delta) {
        boolean empty = switch (delta) {
            case ModelDelta.Text piece -> piece.text().isEmpty();
            case ModelDelta.Reasoning piece -> piece.text().isEmpty();
            case ModelDelta.ToolCallStarted started -> false;
            case ModelDelta.ProviderToolStarted started -> false;
        };
        if (!empty) {
            deltas.accept(delta);
        }
    }

    private StopReason stopReason() {
        return switch (finishReason) {
            case "length", "max_tokens" -> StopReason.MAX_TOKENS;
            case "content_filter" -> throw failures.refused("the provider's content filter stopped the reply");
            case "error" -> throw failures.malformed("it ended with the finish reason 'error' and no explanation", "");
            default -> calls.isEmpty() ? StopReason.END : StopReason.TOOL_CALLS;
        };
    }
}
