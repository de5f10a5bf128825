package ai.massgen.core.tool;

import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;

/** A tool that a model is offered, and what runs it. Thread-safe. */
interface Route {
    ToolSpec spec();

    /** Whether it has to wait for the presentation. */
    boolean waits();

    /**
     * Runs a call.
     *
     * @throws ai.massgen.api.MassGenException if it could not be made, which the model is told
     * @throws IllegalArgumentException if its arguments are no arguments
     */
    ToolResult call(ToolCall call) throws InterruptedException;
}
