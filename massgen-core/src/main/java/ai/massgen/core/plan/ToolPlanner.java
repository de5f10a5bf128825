package ai.massgen.core.plan;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.PluginSettings;
import ai.massgen.core.config.SandboxConfig;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.config.ToolTimeouts;
import ai.massgen.core.provider.ProviderException;
import ai.massgen.core.provider.Providers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Plans the tools of one configuration. Not thread-safe. */
final class ToolPlanner {
    private static final ConfigPath TOOLS = ConfigPath.of("tools");
    private static final ConfigPath ENGINE = ConfigPath.of("sandbox", "engine");

    private final LoadedConfig loaded;
    private final SandboxConfig common;
    private final Providers providers;
    private final Findings findings;
    private final PolicyMerger policies;
    private final RemotePlanner remote;
    private final EgressPlanner egress;
    private final CommandPlanner commands;
    private final PackagePlanner packages;
    private final boolean allowUnsandboxed;
    private final List<WorkspacePlan.ContextPath> contexts;
    private final Map<String, Optional<ConfiguredSandbox<?>>> sandboxes = new HashMap<>();

    ToolPlanner(
            LoadedConfig loaded,
            Providers providers,
            TextFiles files,
            Findings findings,
            boolean allowUnsandboxed,
            List<WorkspacePlan.ContextPath> contexts) {
        this.contexts = contexts;
        this.loaded = loaded;
        this.common = loaded.config().sandbox();
        this.providers = providers;
        this.findings = findings;
        this.policies = new PolicyMerger(loaded, files, findings);
        this.remote = new RemotePlanner(loaded, findings);
        this.egress = new EgressPlanner(loaded, findings);
        this.commands = new CommandPlanner(loaded, findings);
        this.packages = new PackagePlanner(loaded, files, findings);
        this.allowUnsandboxed = allowUnsandboxed;
    }

    /** The plan of a tool, or empty after a problem. */
    Optional<ToolPlan> plan(String name, ToolConfig tool) {
        ConfigPath path = TOOLS.key(name);
        if (tool.url().isPresent()) {
            return remote.plan(name, tool, tool.url().get(), timeouts(tool, path.key("timeouts")), path);
        }
        remote.local(path);
        Optional<ConfiguredSandbox<?>> sandbox = sandbox(tool, path);
        if (sandbox.isEmpty()) {
            return Optional.empty();
        }
        isolation(tool, sandbox.get(), path);
        mounts(tool, sandbox.get(), path);
        contradictions(tool, path);
        commands.check(tool, sandbox.get(), path);
        packages.check(tool, path);
        ToolConfig.WorkspaceAccess workspace = commands.workspace(tool, path);
        ToolTimeouts timeouts = timeouts(tool, path.key("timeouts"));
        WarmPlanner.check(tool, workspace, timeouts, path, findings);
        IsolationPolicy policy = policies.merge(tool.policy(), path.key("policy"));
        Optional<ToolImage> image = PackagePlanner.isPackage(tool)
                ? packages.image(tool, sandbox.get(), policy.runtime(), path)
                : image(tool, sandbox.get(), path);
        return Optional.of(new ToolPlan(
                name,
                sandbox,
                Optional.empty(),
                image,
                PackagePlanner.isPackage(tool)
                        ? ToolImage.Built.command(tool.command(), tool.args())
                        : commands.command(tool),
                tool.scope(),
                tool.warm(),
                tool.mounts(),
                tool.env(),
                tool.secrets(),
                tool.allow(),
                workspace,
                workspace == ToolConfig.WorkspaceAccess.NONE ? List.of() : contexts,
                remote.effects(tool),
                policy,
                egress.plan(tool, sandbox.get(), path),
                timeouts,
                tool.pin(),
                tool.required(),
                tool.approve(),
                RemotePlanner.manner(tool)));
    }

    private Optional<ConfiguredSandbox<?>> sandbox(ToolConfig tool, ConfigPath path) {
        String engine = tool.sandbox().orElse(common.engine());
        ConfigPath named = tool.sandbox().isPresent() ? path.key("sandbox") : ENGINE;
        return sandboxes.computeIfAbsent(engine, name -> open(name, named));
    }

    private Optional<ConfiguredSandbox<?>> open(String engine, ConfigPath named) {
        PluginSettings settings = common.engines().get(engine);
        if (settings == null) {
            findings.problem(named, "names the sandbox " + engine + ", which has no settings");
            return Optional.empty();
        }
        try {
            ToolSandbox<?> kind = providers.sandbox(engine);
            return Optional.of(ConfiguredSandbox.of(kind, settings.settings()));
        } catch (ProviderException e) {
            findings.problem(named, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void isolation(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path) {
        if (sandbox.capabilities().contains(SandboxCapability.ISOLATION)) {
            return;
        }
        if (tool.sandbox().isEmpty()) {
            findings.problem(
                    path.key("sandbox"),
                    "is missing: " + sandbox.name() + " isolates nothing, so each tool has to ask for it",
                    "add sandbox: " + sandbox.name() + " to this tool, or choose another sandbox.engine");
        } else if (!allowUnsandboxed) {
            findings.problem(
                    path.key("sandbox"),
                    "asks for " + sandbox.name() + ", which isolates nothing, and that was not allowed",
                    "pass --allow-unsandboxed if you trust this tool, or remove the line");
        }
    }

    private void mounts(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path) {
        if (sandbox.capabilities().contains(SandboxCapability.HOST_MOUNTS)) {
            return;
        }
        String message = "cannot be used: " + sandbox.name() + " mounts no folders of this machine";
        if (!tool.mounts().isEmpty()) {
            findings.problem(path.key("mounts"), message);
        }
        if (tool.workspace() != ToolConfig.WorkspaceAccess.NONE) {
            findings.problem(path.key("workspace"), message);
        }
    }

    private void contradictions(ToolConfig tool, ConfigPath path) {
        tool.secrets().keySet().stream()
                .filter(tool.env()::containsKey)
                .forEach(name -> findings.problem(
                        path.key("secrets").key(name), "stands in env too", "keep it in one of the two"));
        if (tool.scope() == ToolConfig.Scope.RUN && tool.workspace() != ToolConfig.WorkspaceAccess.NONE) {
            findings.problem(
                    path.key("workspace"),
                    "cannot be used: a server of the whole run works for no agent in particular",
                    "remove it, or set scope: agent");
        }
    }

    private Optional<ToolImage> image(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path) {
        Set<SandboxCapability> can = sandbox.capabilities();
        if (!can.contains(SandboxCapability.IMAGES)) {
            plainCommand(tool, sandbox, path);
            return Optional.empty();
        }
        if (tool.image().isEmpty()) {
            findings.problem(
                    path.key("image"),
                    "is missing: " + sandbox.name() + " runs images",
                    "add image: the image of the MCP server, or npx or uvx: its package");
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ToolImage.Named(new ImageSource.Reference(tool.image().get(), tool.pull())));
        } catch (IllegalArgumentException e) {
            findings.problem(path.key("image"), "cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void plainCommand(ToolConfig tool, ConfiguredSandbox<?> sandbox, ConfigPath path) {
        if (tool.image().isPresent()) {
            findings.problem(
                    path.key("image"),
                    "cannot be used: " + sandbox.name() + " runs plain commands, no images",
                    "remove it and give the command, or choose another sandbox");
        }
        if (tool.command().isEmpty() && !tool.commands()) {
            findings.problem(
                    path.key("command"),
                    "is missing: " + sandbox.name() + " runs plain commands",
                    "add command: the command line as a list");
        }
    }

    /** A lifetime that the user wrote must fit below the ceiling; the default gives way. */
    private ToolTimeouts timeouts(ToolConfig tool, ConfigPath path) {
        Duration ceiling = common.ceilings().lifetime();
        ToolTimeouts timeouts = tool.timeouts();
        if (timeouts.lifetime().compareTo(ceiling) <= 0) {
            return timeouts;
        }
        ConfigPath lifetime = path.key("lifetime");
        if (loaded.written(lifetime)) {
            findings.problem(
                    lifetime,
                    "is " + timeouts.lifetime().toSeconds() + " s, above the ceiling of " + ceiling.toSeconds() + " s",
                    "lower it, or raise sandbox.ceilings.lifetime");
        }
        return new ToolTimeouts(timeouts.start(), timeouts.call(), ceiling);
    }
}
