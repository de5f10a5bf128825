package ai.massgen.core.tool;

import ai.massgen.api.Json;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that runs and has shaken hands. Closing it ends the process, politely first. Thread-safe. */
final class RunningServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);
    private static final Duration AFTER_END_OF_INPUT = Duration.ofMillis(500);
    private static final Duration AFTER_TERMINATE = Duration.ofSeconds(2);

    private final SandboxProcess process;
    private final ServerEnd end;
    private final McpClient client;
    private final List<McpTool> tools;
    private final long born;
    private final AtomicInteger calls = new AtomicInteger();

    RunningServer(ServerEnd end, McpClient client, List<McpTool> tools, long born) {
        this.process = end.process();
        this.end = end;
        this.client = client;
        this.tools = List.copyOf(tools);
        this.born = born;
    }

    String id() {
        return process.id();
    }

    List<McpTool> tools() {
        return tools;
    }

    int calls() {
        return calls.get();
    }

    boolean hasEnded() {
        return client.hasEnded();
    }

    /** What is known about its end. May block for a second. */
    String epitaph() {
        return end.epitaph();
    }

    /** How long it has run, by the clock that its birth was read from. */
    Duration age(long nanoTime) {
        return Duration.ofNanos(nanoTime - born);
    }

    McpToolResult call(String tool, Json arguments, Duration deadline) throws InterruptedException {
        McpToolResult result = client.callTool(tool, arguments, deadline);
        calls.incrementAndGet();
        return result;
    }

    @Override
    public void close() {
        client.close();
        try {
            if (!endsWithin(AFTER_END_OF_INPUT)) {
                process.terminate();
                if (!endsWithin(AFTER_TERMINATE)) {
                    LOG.info("tool server process {} takes no notice of SIGTERM and is killed", process.id());
                }
            }
        } catch (SandboxException e) {
            LOG.info("cannot see the end of tool server process {}: {}", process.id(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.close();
        }
    }

    private boolean endsWithin(Duration time) throws InterruptedException {
        return process.awaitExit(time).isPresent();
    }
}
