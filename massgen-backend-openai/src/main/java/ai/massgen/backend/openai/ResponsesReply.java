package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.http.CallFailures;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Puts a reply together from the events of the Responses API, or from one document that holds it all. Not thread-safe. */
final class ResponsesReply implements GrowingReply {
    private static final String COMPLETED = "completed";

    private final Origin origin;
    private final OutputItems items;
    private final CallFailures failures;
    private final SaidDeltas said;
    private final StringBuilder refusal = new StringBuilder();
    private Optional<Usage> usage = Optional.empty();
    private String status = "";
    private String reason = "";

    ResponsesReply(Origin origin, OutputItems items, CallFailures failures, SaidDeltas said) {
        this.origin = origin;
        this.items = items;
        this.failures = failures;
        this.said = said;
    }

    /** One of three last events is the only proof that a reply is complete. */
    @Override
    public Progress progress() {
        return status.isEmpty() ? Progress.OPEN : Progress.ENDED;
    }

    /** Events of unknown types are ignored: there are new ones every month. */
    @Override
    public void add(JsonNode event) {
        if (event.hasNonNull("error") || WireJson.text(event, "type").equals("error")) {
            throw failures.inStream(event);
        }
        switch (WireJson.text(event, "type")) {
            case "response.output_item.added" -> items.begin(number(event), event.path("item"));
            case "response.output_item.done" -> items.end(number(event), event.path("item"));
            case "response.output_text.delta" -> items.text(number(event), WireJson.text(event, "delta"));
            case "response.refusal.delta" -> refusal.append(WireJson.text(event, "delta"));
            case "response.reasoning_summary_text.delta" -> reasoning(event, "summary_index");
            case "response.reasoning_text.delta" -> reasoning(event, "content_index");
            case "response.completed", "response.incomplete", "response.failed" -> addDocument(event.path("response"));
            default -> {}
        }
    }

    /** Takes the whole response, with which a stream ends as well. */
    @Override
    public void addDocument(JsonNode response) {
        if (response.hasNonNull("error")) {
            throw failures.inStream(response);
        }
        items.settle(response.path("output"));
        usage = ResponsesUsage.of(response.path("usage"));
        reason = WireJson.text(response.path("incomplete_details"), "reason");
        status = response.path("status").asText("missing");
    }

    @Override
    public ModelReply finish() {
        if (status.isEmpty()) {
            throw failures.truncated();
        }
        refuse();
        boolean cut = isCut();
        if (!cut && items.lackCalls()) {
            throw failures.malformed("it begins a tool call and does not send it", "");
        }
        List<ToolCall> calls = items.calls(cut);
        ModelReply.Builder reply =
                ModelReply.builder(stopReason(cut, calls)).text(said.text()).toolCalls(calls);
        usage.ifPresent(reply::usage);
        if (!cut) {
            ReplayedItems.keep(items.all(), origin).ifPresent(reply::state);
        }
        return reply.build();
    }

    private void refuse() {
        String words = refusal.isEmpty() ? items.refusal() : refusal.toString();
        if (!words.isEmpty()) {
            throw failures.refused(words);
        }
        if (reason.equals("content_filter")) {
            throw failures.refused("the provider's content filter stopped the reply");
        }
    }

    private boolean isCut() {
        if (status.equals(COMPLETED)) {
            return false;
        }
        if (status.equals("incomplete") && reason.equals("max_output_tokens")) {
            return true;
        }
        throw failures.malformed("its status is " + status + (reason.isEmpty() ? "" : ", because of " + reason), "");
    }

    private static StopReason stopReason(boolean cut, List<ToolCall> calls) {
        if (cut) {
            return StopReason.MAX_TOKENS;
        }
        return calls.isEmpty() ? StopReason.END : StopReason.TOOL_CALLS;
    }

    private void reasoning(JsonNode event, String part) {
        items.reasoning(number(event), event.path(part).asInt(0), WireJson.text(event, "delta"));
    }

    private static int number(JsonNode event) {
        return event.path("output_index").asInt(0);
    }
}
