package ai.massgen.core.tool;

import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.protocol.Alias;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * A tool that is part of the application and runs in this process. Immutable; as thread-safe as its function.
 *
 * @param spec the tool as models see it
 * @param timeout how long one call may take
 * @param agents who may use it; empty means all
 * @param waits whether it has to wait for the presentation
 * @param function what it does
 */
public record LocalTool(ToolSpec spec, Duration timeout, Set<Alias> agents, boolean waits, LocalFunction function) {
    /** Copies the set. */
    public LocalTool {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(timeout, "timeout");
        agents = Set.copyOf(agents);
        Objects.requireNonNull(function, "function");
    }

    boolean isFor(Alias agent) {
        return agents.isEmpty() || agents.contains(agent);
    }
}
