package ai.massgen.core.tool;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that runs elsewhere. Nothing holds it in, and nothing is known of it but what it says.
 *
 * @param id its address
 */
record RemoteBody(String id) implements ServerBody {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteBody.class);
    private static final Duration GOODBYE = Duration.ofSeconds(3);

    @Override
    public String place() {
        return SessionEvent.ToolServerStarted.REMOTE;
    }

    @Override
    public Optional<ImageId> image() {
        return Optional.empty();
    }

    @Override
    public List<Evidence> evidence() {
        return List.of();
    }

    @Override
    public String epitaph(McpClient client) {
        return client.ending().orElse("it runs at " + id);
    }

    @Override
    public Optional<ResourceUsage> usage() {
        return Optional.empty();
    }

    @Override
    public void drop() {
        LOG.debug("the session with {} is left", id);
    }

    @Override
    public void end(McpClient client) {
        try {
            if (!client.awaitEnd(GOODBYE)) {
                LOG.debug("the session with {} could not be ended in time", id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
