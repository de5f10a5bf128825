package ai.massgen.core.tool;

import ai.massgen.api.Json;
import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.pin.PinException;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.text.Visible;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that runs and has shaken hands. Closing it ends it, politely first. Thread-safe. */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final int LONGEST_NAME = 80;

    private final String name;
    private final ServerBody body;
    private final McpClient client;
    private final CurrentListing listing;
    private final Traffic traffic;
    private final long born;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Optional<ResourceUsage> measured = Optional.empty();

    RunningServer(String name, ServerBody body, McpClient client, CurrentListing listing, Traffic traffic, long born) {
        this.name = name;
        this.body = body;
        this.client = client;
        this.listing = listing;
        this.traffic = traffic;
        this.born = born;
    }

    String id() {
        return body.id();
    }

    /** What it has done and used; after its end, until its end. */
    ServerUsage usage() {
        return new ServerUsage(
                calls.get(),
                traffic.sent(),
                traffic.received(),
                measured.flatMap(ResourceUsage::cpu),
                measured.map(ResourceUsage::memoryPeak).orElse(OptionalLong.empty()));
    }

    boolean hasEnded() {
        return client.hasEnded();
    }

    /** What is known about its end. May block for a second. */
    String epitaph() {
        return body.epitaph(client);
    }

    /** How long it has run, by the clock that its birth was read from. */
    Duration age(long nanoTime) {
        return Duration.ofNanos(nanoTime - born);
    }

    /**
     * Calls a tool if it is still what the agent was offered.
     *
     * @throws PinException if it is not
     */
    McpToolResult call(ToolPin offered, Json arguments, Duration deadline) throws InterruptedException {
        if (SideTools.isOne(offered)) {
            McpToolResult read = SideTools.call(client, offered, arguments, deadline);
            calls.incrementAndGet();
            return read;
        }
        long begin = System.nanoTime();
        check(offered, listing.now(deadline).find(offered.name()));
        Duration left = deadline.minusNanos(System.nanoTime() - begin);
        McpToolResult result =
                client.callTool(offered.name(), arguments, left.isPositive() ? left : Duration.ofNanos(1));
        calls.incrementAndGet();
        return result;
    }

    private void check(ToolPin offered, Optional<ToolPin> now) {
        String tool = "the tool " + Visible.line(offered.name(), LONGEST_NAME) + " of the server " + name;
        if (now.isEmpty()) {
            throw new PinException(PinException.Kind.TOOL_MISSING, tool + " is not there any more");
        }
        if (!now.get().sha256().equals(offered.sha256())) {
            throw new PinException(
                    PinException.Kind.DEFINITION_CHANGED,
                    tool + " is described differently now than when it was trusted, so the call was not made");
        }
    }

    @Override
    public void close() {
        measure();
        client.close();
        body.end(client);
    }

    /** Who has ended can be asked no more. */
    private void measure() {
        try {
            measured = client.hasEnded() ? measured : body.usage();
        } catch (SandboxException e) {
            LOG.debug("cannot tell what tool server {} has used: {}", body.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
