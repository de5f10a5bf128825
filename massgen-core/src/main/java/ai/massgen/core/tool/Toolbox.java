package ai.massgen.core.tool;

import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import java.util.List;

/** The tools of one agent, as the engine uses them. Thread-safe. */
public interface Toolbox {
    /** No tools. */
    Toolbox EMPTY = new Toolbox() {
        @Override
        public List<ToolSpec> specs() {
            return List.of();
        }

        @Override
        public ToolResult call(ToolCall call) {
            return ToolResult.failure(call.id(), "There is no tool named " + call.name() + ".");
        }
    };

    /**
     * The tools as the model sees them.
     *
     * @return the tools, in a stable order
     * @throws ai.massgen.api.MassGenException if a server that must run does not
     * @throws InterruptedException if the thread is interrupted
     */
    List<ToolSpec> specs() throws InterruptedException;

    /**
     * What the model has to know about tools that it is not offered.
     *
     * @return sentences, none if there is nothing to say
     */
    default List<String> notices() {
        return List.of();
    }

    /**
     * Runs a call. Whatever goes wrong is a result that says so, because the model must see it.
     *
     * @param call the call
     * @return its result
     * @throws InterruptedException if the thread is interrupted; the call is cancelled
     */
    ToolResult call(ToolCall call) throws InterruptedException;
}
