package ai.massgen.core.plan;

import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.config.ToolTimeouts;
import java.time.Duration;

/** Looks whether servers of a tool can be started ahead, before it is known whom they will work for. */
final class WarmPlanner {
    /** Below this a server that stands ready would be replaced all the time. */
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(1);

    private WarmPlanner() {}

    /** Reports what makes no sense together with {@code warm}. */
    static void check(
            ToolConfig tool,
            ToolConfig.WorkspaceAccess workspace,
            ToolTimeouts timeouts,
            ConfigPath path,
            Findings findings) {
        if (tool.warm() == 0 || tool.commands()) {
            return;
        }
        ConfigPath warm = path.key("warm");
        if (workspace != ToolConfig.WorkspaceAccess.NONE) {
            findings.problem(
                    warm,
                    "cannot be used: a server that sees the workspace of an agent cannot be started before it is known"
                            + " which agent that is",
                    "remove it, or set workspace: none");
        }
        if (tool.scope() == ToolConfig.Scope.RUN && tool.warm() > 1) {
            findings.problem(
                    warm,
                    "is " + tool.warm() + ", but the whole run shares one server",
                    "set warm: 1, or another scope");
        }
        if (timeouts.lifetime().compareTo(SHORTEST_LIFE) < 0) {
            findings.problem(
                    warm,
                    "cannot be used: servers that live for "
                            + timeouts.lifetime().toSeconds() + " s would be started anew all the time",
                    "remove it, or set timeouts.lifetime to 1m or more");
        }
    }
}
