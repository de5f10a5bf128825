package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.text.Visible;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tools of one agent: those of all its servers, by the names that its model sees. What a server lists first is what
 * the agent is offered for the whole run. Thread-safe.
 */
final class AgentTools implements Toolbox {
    private static final int LONGEST_DESCRIPTION = 8 << 10;
    private static final int LONGEST_SCHEMA = 64 << 10;

    private static final String WAITS = "This tool is not known to change nothing, so it waits for the presentation."
            + " Say in your answer what you would do with it.";

    private final String agent;
    private final Stage stage;
    private final List<ToolServer> servers;
    private final EventSink events;
    private final ByteSize limit;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Map<String, Route>> routes = Optional.empty();

    AgentTools(String agent, Stage stage, List<ToolServer> servers, EventSink events, ByteSize limit) {
        this.agent = agent;
        this.stage = stage;
        this.servers = List.copyOf(servers);
        this.events = events;
        this.limit = limit;
    }

    /** Where a call goes. */
    private record Route(ToolServer server, McpTool tool, ToolSpec spec) {}

    @Override
    public List<ToolSpec> specs() throws InterruptedException {
        return routes().values().stream().map(Route::spec).toList();
    }

    private Map<String, Route> routes() throws InterruptedException {
        servers.forEach(ToolServer::begin);
        lock.lockInterruptibly();
        try {
            if (routes.isEmpty()) {
                routes = Optional.of(listed());
            }
            return routes.get();
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Route> listed() throws InterruptedException {
        Map<String, Route> listed = new LinkedHashMap<>();
        for (ToolServer server : servers) {
            for (McpTool tool : server.tools()) {
                if (tool.inputSchema().text().length() > LONGEST_SCHEMA) {
                    events.publish(new SessionEvent.Note("The tool " + Visible.line(tool.name(), 80) + " of the server "
                            + server.name() + " is not offered: its schema is longer than " + LONGEST_SCHEMA
                            + " characters."));
                } else {
                    ToolSpec spec = spec(server, tool);
                    listed.put(spec.name(), new Route(server, tool, spec));
                }
            }
        }
        return listed;
    }

    private static ToolSpec spec(ToolServer server, McpTool tool) {
        return new ToolSpec(
                ToolNames.of(server.name(), tool.name()),
                Visible.block(tool.description(), LONGEST_DESCRIPTION),
                tool.inputSchema());
    }

    @Override
    public ToolResult call(ToolCall call) throws InterruptedException {
        long begin = System.nanoTime();
        events.publish(new SessionEvent.ToolCallStarted(agent, call.id(), call.name(), call.arguments()));
        ToolResult result = answer(call);
        events.publish(new SessionEvent.ToolCallFinished(
                agent,
                call.id(),
                call.name(),
                result.text(),
                result.structured(),
                result.error(),
                Duration.ofNanos(System.nanoTime() - begin)));
        return result;
    }

    private ToolResult answer(ToolCall call) throws InterruptedException {
        try {
            Map<String, Route> known = routes();
            Route route = known.get(call.name());
            if (route == null) {
                return ToolResult.failure(
                        call.id(),
                        "There is no tool named " + Visible.line(call.name(), 80) + ". The tools are: "
                                + String.join(", ", known.keySet()) + ".");
            }
            if (stage == Stage.COORDINATION && route.server().waits(route.tool())) {
                return ToolResult.failure(call.id(), WAITS);
            }
            return ToolText.result(call.id(), route.server().call(route.tool(), call), limit);
        } catch (MassGenException | IllegalArgumentException e) {
            return ToolResult.failure(call.id(), "The call failed: " + e.getMessage() + ".");
        }
    }
}
