package ai.massgen.core.tool;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.text.WellFormed;
import java.util.Optional;

/**
 * Makes what models are offered out of what servers list.
 *
 * @param approvals who is asked before a call
 * @param limit how much of a result a model sees
 */
record RouteMaker(Approvals approvals, ByteSize limit) {
    static final int LONGEST_SCHEMA = 64 << 10;
    private static final int LONGEST_DESCRIPTION = 8 << 10;

    /** The route to a tool; empty if its schema is too long for any model. */
    Optional<Route> to(ToolServer server, ToolPin tool) {
        return tool.tool().inputSchema().text().length() > LONGEST_SCHEMA
                ? Optional.empty()
                : Optional.of(new ServerRoute(
                        server, tool, spec(server, tool.tool(), server.ours() || SideTools.isOne(tool))));
    }

    Route to(LocalTool tool) {
        return new LocalRoute(tool, limit);
    }

    /** What a server says of its tool is passed on as it is, but not as if it were ours. */
    private static ToolSpec spec(ToolServer server, McpTool tool, boolean ours) {
        String description = tool.description();
        String said = description.isBlank() || ours
                ? description
                : "The tool server " + server.name() + ", which is not trusted, says of this tool:\n"
                        + cut(description);
        return new ToolSpec(
                ToolNames.of(server.name(), tool.name()),
                WellFormed.of(said),
                new Json(WellFormed.of(tool.inputSchema().text())));
    }

    private static String cut(String description) {
        return description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION) + "\n[cut]";
    }

    private final class ServerRoute implements Route {
        private final ToolServer server;
        private final ToolPin tool;
        private final ToolSpec spec;

        ServerRoute(ToolServer server, ToolPin tool, ToolSpec spec) {
            this.server = server;
            this.tool = tool;
            this.spec = spec;
        }

        @Override
        public ToolSpec spec() {
            return spec;
        }

        @Override
        public boolean waits() {
            return server.waits(tool.tool());
        }

        @Override
        public ToolResult call(ToolCall call) throws InterruptedException {
            Optional<String> refusal = approvals.refusal(server.name(), tool.name(), call);
            return refusal.isPresent()
                    ? ToolResult.failure(call.id(), "The call was not made: " + refusal.get() + ".")
                    : ToolText.result(call.id(), server.call(tool, call), limit);
        }
    }
}
