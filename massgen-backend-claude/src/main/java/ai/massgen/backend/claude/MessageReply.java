package ai.massgen.backend.claude;

import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.http.CallFailures;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts a reply together from the events of a stream, or from one message that holds it all. A reply in which the provider
 * pauses for its own tools comes in several exchanges. Not thread-safe.
 */
final class MessageReply {
    private static final String PAUSE = "pause_turn";

    private final String model;
    private final String transcript;
    private final ContentBlocks blocks;
    private final MessageUsage usage = new MessageUsage();
    private @Nullable CallFailures failures;
    private String stopReason = "";
    private String explanation = "";
    private String container = "";
    private boolean ended;

    /**
     * Starts a reply.
     *
     * @param model the model that was asked
     * @param transcript what identifies everything said before the reply
     */
    MessageReply(String model, String transcript, Consumer<? super ModelDelta> deltas) {
        this.model = model;
        this.transcript = transcript;
        this.blocks = new ContentBlocks(deltas);
    }

    /** Starts the next exchange. */
    void begin(CallFailures exchange) {
        failures = exchange;
        stopReason = "";
        ended = false;
        blocks.nextExchange();
        usage.nextExchange();
    }

    /** Whether the provider has said why the reply ends: the only proof that it is complete. */
    boolean isComplete() {
        return !stopReason.isEmpty();
    }

    /** Whether the provider has said that nothing more comes. */
    boolean isEnded() {
        return ended;
    }

    /** Whether the provider wants to be asked again with what it has said. */
    boolean isPaused() {
        return stopReason.equals(PAUSE);
    }

    /** What to send so that the provider goes on; without blocks at the beginning. */
    PausedReply soFar() {
        return new PausedReply(blocks.json(), container);
    }

    /** Takes the next event. Events of unknown types are ignored, as the provider asks. */
    void add(JsonNode event) {
        switch (WireJson.text(event, "type")) {
            case "message_start" -> {
                usage.add(event.path("message").path("usage"));
                noteContainer(event.path("message"));
            }
            case "content_block_start" -> blocks.start(index(event), event.path("content_block"));
            case "content_block_delta" -> blocks.add(index(event), event.path("delta"));
            case "message_delta" -> {
                usage.add(event.path("usage"));
                stop(event.path("delta"));
            }
            case "message_stop" -> ended = true;
            case "error" -> throw failures().inStream(event);
            default -> {}
        }
    }

    /** Takes the whole message of a server that does not stream. */
    void whole(JsonNode message) {
        if (WireJson.text(message, "type").equals("error") || message.hasNonNull("error")) {
            throw failures().inStream(message);
        }
        int index = 0;
        for (JsonNode block : message.path("content")) {
            blocks.start(index++, block);
        }
        usage.add(message.path("usage"));
        stop(message);
    }

    ModelReply finish() {
        if (!isComplete()) {
            throw failures().truncated();
        }
        boolean cut = stopReason.equals("max_tokens") || stopReason.equals("model_context_window_exceeded");
        if (cut) {
            blocks.dropCutCall();
        }
        List<ToolCall> calls = blocks.calls();
        ModelReply.Builder reply =
                ModelReply.builder(stopReason(cut, calls)).text(blocks.text()).toolCalls(calls);
        usage.total().ifPresent(reply::usage);
        SignedContent.keep(blocks.json(), model, transcript).ifPresent(reply::state);
        return reply.build();
    }

    private StopReason stopReason(boolean cut, List<ToolCall> calls) {
        if (cut) {
            return StopReason.MAX_TOKENS;
        }
        return switch (stopReason) {
            case "refusal" -> throw failures().refused(explanation);
            case PAUSE -> throw failures().malformed("it pauses for a tool of the provider, and none was offered", "");
            default -> calls.isEmpty() ? StopReason.END : StopReason.TOOL_CALLS;
        };
    }

    private void stop(JsonNode end) {
        String reason = WireJson.text(end, "stop_reason");
        stopReason = reason.isEmpty() ? stopReason : reason;
        noteContainer(end);
        JsonNode details = end.path("stop_details");
        String category = WireJson.text(details, "category");
        String words = WireJson.text(details, "explanation");
        if (!category.isEmpty() || !words.isEmpty()) {
            explanation = category.isEmpty() || words.isEmpty() ? category + words : category + ": " + words;
        }
    }

    /** Code that goes on running after a pause runs where it ran before. */
    private void noteContainer(JsonNode message) {
        String id = WireJson.text(message.path("container"), "id");
        container = id.isEmpty() ? container : id;
    }

    private CallFailures failures() {
        return Objects.requireNonNull(failures, "begin was not called");
    }

    private static int index(JsonNode event) {
        return event.path("index").asInt(0);
    }
}
