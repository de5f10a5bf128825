package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Requests in a dialect. Since 2026-07-28 a server may answer with what it wants to be told first, or with its own state to
 * be sent back (MCP 2026-07-28, basic/patterns/mrtr). Input is not given; state is sent back a few times. Thread-safe.
 */
final class Requests {
    private static final int MOST_ROUNDS = 8;
    private static final int HEADER_MISMATCH = -32020;
    private static final int QUOTE = 200;
    private static final Set<String> IN_ROUNDS = Set.of("tools/call", "resources/read", "prompts/get");

    private final McpOptions options;
    private final RpcConnection connection;
    private final Dialect dialect;

    Requests(McpOptions options, RpcConnection connection, Dialect dialect) {
        this.options = options;
        this.connection = connection;
        this.dialect = dialect;
    }

    Dialect dialect() {
        return dialect;
    }

    /**
     * Asks, in as many rounds as it takes.
     *
     * @param params the parameters, to which the dialect adds what is its own
     * @throws McpException if there is no usable answer within the deadline
     */
    JsonNode send(String method, ObjectNode params, Duration deadline, Map<String, String> headers)
            throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        ObjectNode asked = params;
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            Duration left = round == 1 ? deadline : Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            Outcome outcome = connection.ask(
                    RpcCall.of(method, dialect.dress(asked), left).with(headers));
            if (outcome instanceof Outcome.Refused refusal && refusal.code() == HEADER_MISMATCH) {
                connection.gap(); // the schema may be another one now
            }
            JsonNode result = outcome.result();
            if (isComplete(method, result)) {
                return result;
            }
            asked = next(params, result);
        }
        throw failure(Kind.PROTOCOL_ERROR, "does not come to an answer in " + MOST_ROUNDS + " rounds");
    }

    private boolean isComplete(String method, JsonNode result) {
        String type = result.path("resultType").asText("complete");
        if (!dialect.stateless() || type.equals("complete")) {
            return true;
        }
        if (!type.equals("input_required") || !IN_ROUNDS.contains(method)) {
            throw failure(
                    Kind.PROTOCOL_ERROR,
                    "answered " + method + " with a result of the type '" + Visible.line(type, QUOTE) + "'");
        }
        return false;
    }

    private ObjectNode next(ObjectNode params, JsonNode result) {
        if (!result.path("inputRequests").isEmpty()) {
            StringBuilder wanted = new StringBuilder();
            result.path("inputRequests")
                    .forEach(request -> wanted.append(wanted.isEmpty() ? "" : ", ")
                            .append(request.path("method").asText("something")));
            throw failure(
                    Kind.INPUT_REQUIRED,
                    "asks for " + Visible.line(wanted.toString(), QUOTE) + " first, which this program does not give");
        }
        JsonNode state = result.path("requestState");
        if (!state.isTextual()) {
            throw failure(Kind.PROTOCOL_ERROR, "wants to be asked again, but does not say with what");
        }
        return params.deepCopy().put("requestState", state.textValue());
    }

    private McpException failure(Kind kind, String what) {
        return new McpException(kind, "tool server '" + options.server() + "' " + what);
    }
}
