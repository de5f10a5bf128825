package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.toolkit.http.CallFailures;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Puts a reply together from the chunks of a stream, or from one chunk that holds it all. Not thread-safe. */
final class ChatReply implements GrowingReply {
    private final CallFailures failures;
    private final SaidDeltas said;
    private final ReplayedFields replayed;
    private final ToolCallFragments calls;
    private final StringBuilder refusal = new StringBuilder();
    private Optional<Usage> usage = Optional.empty();
    private String finishReason = "";

    ChatReply(CallKey key, ReplayedFields replayed, CallFailures failures, SaidDeltas said) {
        this.failures = failures;
        this.said = said;
        this.replayed = replayed;
        this.calls = new ToolCallFragments("call_" + key.call() + "_", said);
    }

    /** A finish reason is the only proof that a reply is complete. */
    @Override
    public Progress progress() {
        return finishReason.isEmpty() ? Progress.OPEN : Progress.COMPLETE;
    }

    @Override
    public void add(JsonNode chunk) {
        if (chunk.hasNonNull("error") || WireJson.text(chunk, "object").equals("error")) {
            throw failures.inStream(chunk);
        }
        usage = ChatUsage.of(chunk).or(() -> usage);
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                addChoice(choice);
            }
        }
    }

    @Override
    public void addDocument(JsonNode document) {
        add(document);
    }

    @Override
    public ModelReply finish() {
        if (finishReason.isEmpty()) {
            throw failures.truncated();
        }
        StopReason stopReason = ChatFinish.of(finishReason, !calls.isEmpty(), failures);
        if (!refusal.isEmpty()) {
            throw failures.refused(refusal.toString());
        }
        if (stopReason == StopReason.MAX_TOKENS) {
            calls.dropCutCall();
        }
        ModelReply.Builder reply =
                ModelReply.builder(stopReason).text(said.text()).toolCalls(calls.finish());
        usage.ifPresent(reply::usage);
        replayed.state().ifPresent(reply::state);
        return reply.build();
    }

    private void addChoice(JsonNode choice) {
        if (choice.hasNonNull("error")) {
            throw failures.inStream(choice);
        }
        JsonNode delta = choice.path(choice.path("delta").isObject() ? "delta" : "message");
        said.reasoning(ChatContent.reasoning(delta));
        said.text(ChatContent.text(delta));
        refusal.append(WireJson.text(delta, "refusal"));
        replayed.collect(delta);
        delta.path("tool_calls").forEach(calls::add);
        String reason = WireJson.text(choice, "finish_reason");
        finishReason = reason.isEmpty() ? finishReason : reason;
    }
}
