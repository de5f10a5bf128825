package ai.massgen.backend.openai;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.StopReason;
import ai.massgen.toolkit.http.CallFailures;
import ai.massgen.toolkit.json.WireJson;

/** What the finish reasons of the servers mean. Some of them are failures. */
final class ChatFinish {
    private ChatFinish() {}

    /**
     * Why a reply ended.
     *
     * @param reason what the server says
     * @param calls whether there are tool calls; they count even if the server says {@code stop}
     * @param failures makes the failures
     * @return the reason
     * @throws BackendException if the reason is a failure
     */
    static StopReason of(String reason, boolean calls, CallFailures failures) {
        return switch (reason) {
            case "length", "max_tokens", "model_length", "model_context_window_exceeded" -> StopReason.MAX_TOKENS;
            case "content_filter", "sensitive" ->
                throw failures.refused("the provider's content filter stopped the reply");
            case "insufficient_system_resource" -> throw failure(failures, "overloaded", reason);
            case "error", "network_error", "abort" -> throw failure(failures, "server_error", reason);
            default -> calls ? StopReason.TOOL_CALLS : StopReason.END;
        };
    }

    private static BackendException failure(CallFailures failures, String code, String reason) {
        return failures.inStream(WireJson.MAPPER
                .createObjectNode()
                .put("code", code)
                .put("message", "the reply ended with the finish reason '" + reason + "'"));
    }
}
