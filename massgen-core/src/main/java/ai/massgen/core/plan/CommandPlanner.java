package ai.massgen.core.plan;

import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.core.command.ShellWords;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.ToolConfig;
import java.util.List;

/** Plans containers for commands: tools with {@code commands: true}. Not thread-safe. */
final class CommandPlanner {
    /** What only a server can have. */
    private static final List<String> SERVER =
            List.of("command", "warm", "allow", "trust_read_only_hint", "handshake", "resources", "prompts");

    private final LoadedConfig loaded;
    private final Findings findings;

    CommandPlanner(LoadedConfig loaded, Findings findings) {
        this.loaded = loaded;
        this.findings = findings;
    }

    /** Reports what makes no sense together. */
    void check(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path) {
        if (!tool.commands()) {
            if (loaded.written(path.key("command_output"))) {
                findings.problem(
                        path.key("command_output"),
                        "cannot be used without commands",
                        "add commands: true, or remove it");
            }
            return;
        }
        SERVER.stream()
                .map(path::key)
                .filter(loaded::written)
                .forEach(key -> findings.problem(
                        key,
                        "cannot be used: with commands: true no MCP server runs",
                        "remove it, or set commands: false"));
        if (tool.scope() != ToolConfig.Scope.AGENT) {
            findings.problem(
                    path.key("scope"),
                    "cannot be used: the commands of each agent run in a container of its own",
                    "remove it, or set scope: agent");
        }
        if (!sandbox.capabilities().contains(SandboxCapability.EXEC)) {
            findings.problem(
                    path.key("commands"),
                    "cannot be used: " + sandbox.name() + " runs no commands in a container",
                    "choose another sandbox for this tool");
        }
    }

    /** The command line of the first process. */
    List<String> command(ToolConfig tool) {
        return tool.commands() ? ShellWords.idle() : tool.command();
    }

    /** Commands are there to work with the workspace, unless somebody says otherwise. */
    ToolConfig.WorkspaceAccess workspace(ToolConfig tool, ConfigPath path) {
        return tool.commands() && !loaded.written(path.key("workspace"))
                ? ToolConfig.WorkspaceAccess.READ_WRITE
                : tool.workspace();
    }
}
