package ai.massgen.core.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers what a server asks of us: a ping with a pong, everything else with a refusal. A server may not sample our
 * models, question our users or see our folders. Past the rate it gets no answer at all. Used by one thread.
 */
final class PeerRequests {
    private static final int METHOD_NOT_FOUND = -32601;
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final McpOptions options;
    private final OddityCounter oddities;
    private long windowStart;
    private int inWindow;

    PeerRequests(McpOptions options, OddityCounter oddities) {
        this.options = options;
        this.oddities = oddities;
        this.windowStart = options.nanoTime().getAsLong();
    }

    /**
     * Decides about one request.
     *
     * @param request the request
     * @return the answer, null if there have been too many
     */
    @Nullable ObjectNode answer(Incoming.Request request) {
        if (tooMany()) {
            oddities.droppedRequests.increment();
            return null;
        }
        ObjectNode answer = StrictJson.nodes().objectNode().put("jsonrpc", "2.0");
        answer.set("id", request.id());
        if (request.method().equals("ping")) {
            answer.putObject("result");
            return answer;
        }
        oddities.refusedRequests.increment();
        answer.putObject("error").put("code", METHOD_NOT_FOUND).put("message", refusal(request.method()));
        return answer;
    }

    private static String refusal(String method) {
        return switch (method) {
            case "sampling/createMessage" -> "sampling is not allowed by this client";
            case "elicitation/create" -> "elicitation is not allowed by this client";
            case "roots/list" -> "roots are not shown by this client";
            default -> "method not found";
        };
    }

    private boolean tooMany() {
        long now = options.nanoTime().getAsLong();
        if (now - windowStart >= WINDOW) {
            windowStart = now;
            inWindow = 0;
        }
        return ++inWindow > options.limits().requestsPerMinute();
    }
}
