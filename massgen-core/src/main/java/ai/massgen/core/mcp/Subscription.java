package ai.massgen.core.mcp;

import ai.massgen.core.task.Task;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for changes of a server's tools: a request that is answered only when there is nothing more to hear (MCP
 * 2026-07-28, basic/patterns/subscriptions). If it breaks, what was missed counts as a change.
 */
final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final int MOST_ATTEMPTS = 5;

    private final McpOptions options;
    private final RpcConnection connection;
    private final Dialect dialect;

    Subscription(McpOptions options, RpcConnection connection, Dialect dialect) {
        this.options = options;
        this.connection = connection;
        this.dialect = dialect;
    }

    /** Begins to listen, on a thread that ends with the connection. */
    void start() {
        Task.start("mcp-listen-" + options.server(), this::listen);
    }

    private void listen() {
        try {
            int attempt = 0;
            while (attempt < MOST_ATTEMPTS && listenOnce()) {
                attempt++;
                Thread.sleep(Duration.ofSeconds(1).multipliedBy(1L << attempt));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it makes sense to try again. */
    private boolean listenOnce() throws InterruptedException {
        ObjectNode params = StrictJson.nodes().objectNode();
        params.putObject("notifications").put("toolsListChanged", true);
        Outcome outcome = connection.ask(RpcCall.of("subscriptions/listen", dialect.dress(params), LONGEST));
        if (connection.hasEnded()) {
            return false;
        }
        connection.gap();
        return switch (outcome) {
            case Outcome.Answered over -> true;
            case Outcome.Failed broken -> true;
            case Outcome.Refused refusal -> {
                LOG.debug("'{}' announces no changes: {}", options.server(), refusal.message());
                yield false;
            }
        };
    }
}
