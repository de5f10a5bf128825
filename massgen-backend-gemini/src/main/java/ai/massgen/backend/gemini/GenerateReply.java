package ai.massgen.backend.gemini;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.http.CallFailures;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together from the chunks of a stream. The wire has no end mark: the reason why the model stopped is the only
 * proof that a reply is complete. A very long reply comes in several exchanges. Not thread-safe.
 */
final class GenerateReply {
    /** The reason of a reply that the provider goes on with in another exchange. */
    private static final String CONTINUATION = "CONTINUATION";

    private final String model;
    private final ReplyParts parts;
    private final ReplyUsage usage = new ReplyUsage();
    private @Nullable CallFailures failures;
    private String responseId = "";
    private String finishReason = "";
    private String finishMessage = "";
    private String continuation = "";

    GenerateReply(String model, Consumer<? super ModelDelta> deltas) {
        this.model = model;
        this.parts = new ReplyParts(deltas);
    }

    /** Starts the next exchange. */
    void begin(CallFailures exchange) {
        failures = exchange;
        finishReason = "";
        finishMessage = "";
        continuation = "";
        usage.nextExchange();
    }

    /** Whether the provider has said why the reply ends. */
    boolean isComplete() {
        return !finishReason.isEmpty();
    }

    /** Whether nothing is missing any more: the provider tells the usage in its last chunk. */
    boolean isEnded() {
        return isComplete() && usage.isTold();
    }

    /** Takes the next chunk. Fields that nobody knows are ignored. */
    void add(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            throw failures().inStream(chunk);
        }
        usage.add(chunk.path("usageMetadata"));
        String id = WireJson.text(chunk, "responseId");
        responseId = id.isEmpty() ? responseId : id;
        String blocked = WireJson.text(chunk.path("promptFeedback"), "blockReason");
        if (!blocked.isEmpty()) {
            throw failures().refused("the question was blocked, " + blocked);
        }
        addCandidate(chunk.path("candidates").path(0));
    }

    /** What to send so that the provider goes on; empty if the reply is whole. */
    Optional<String> continuation() {
        if (!finishReason.equals(CONTINUATION)) {
            return Optional.empty();
        }
        if (continuation.isEmpty()) {
            throw failures().malformed("it is to go on, and nothing says how", "");
        }
        return Optional.of(continuation);
    }

    ModelReply finish() {
        if (!isComplete()) {
            throw failures().truncated();
        }
        List<ToolCall> calls = parts.calls();
        ModelReply.Builder reply =
                ModelReply.builder(stopReason(calls)).text(parts.text()).toolCalls(calls);
        usage.total().ifPresent(reply::usage);
        parts.keep(model).ifPresent(reply::state);
        if (!responseId.isEmpty()) {
            reply.requestId(responseId);
        }
        return reply.build();
    }

    private void addCandidate(JsonNode candidate) {
        candidate.path("content").path("parts").forEach(parts::add);
        parts.noteTools(candidate);
        String reason = WireJson.text(candidate, "finishReason");
        finishReason = reason.isEmpty() ? finishReason : reason;
        String message = WireJson.text(candidate, "finishMessage");
        finishMessage = message.isEmpty() ? finishMessage : message;
        String token = WireJson.text(candidate, "continuationToken");
        continuation = token.isEmpty() ? continuation : token;
    }

    private StopReason stopReason(List<ToolCall> calls) {
        String words = finishMessage.isEmpty() ? finishReason : finishReason + ": " + finishMessage;
        return switch (FinishReason.of(finishReason)) {
            case REFUSED -> throw failures().refused(words);
            case FAILED -> throw failures().malformed("it ended with", words);
            case CUT -> StopReason.MAX_TOKENS;
            case DONE -> calls.isEmpty() ? StopReason.END : StopReason.TOOL_CALLS;
        };
    }

    private CallFailures failures() {
        return Objects.requireNonNull(failures, "begin was not called");
    }
}
