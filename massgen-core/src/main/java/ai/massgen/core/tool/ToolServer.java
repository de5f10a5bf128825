package ai.massgen.core.tool;

import ai.massgen.api.message.ToolCall;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.pin.ToolPin;
import java.util.List;

/**
 * One server of a run for one user, whatever processes it consists of. Thread-safe. Closing it ends them all: idempotent,
 * bounded, throws nothing.
 */
interface ToolServer extends AutoCloseable {
    String name();

    /** Whether its tools are described by us and not by a stranger. */
    default boolean ours() {
        return false;
    }

    /** Whether an agent that may use it can only work with it. */
    boolean required();

    /** Whether a tool of it has to wait for the presentation. */
    boolean waits(McpTool tool);

    /**
     * Makes sure that a start is under way if one is needed, and does not wait for it.
     *
     * @throws ai.massgen.api.MassGenException if it has failed for good
     */
    void begin();

    /**
     * The tools that agents are offered, the same for the whole run: those that are pinned, as they are pinned. Waits for
     * the server only if it is not known what it has.
     *
     * @throws ai.massgen.api.MassGenException if the server does not start
     */
    List<ToolPin> tools() throws InterruptedException;

    /**
     * Calls a tool as it was offered to the agent.
     *
     * @throws ai.massgen.api.MassGenException if there is no answer
     */
    McpToolResult call(ToolPin tool, ToolCall call) throws InterruptedException;

    /** Ends a process that has outlived what its configuration allows; the next call starts another one. */
    void endIfTooOld();

    @Override
    void close();
}
