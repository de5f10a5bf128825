package ai.massgen.core.plan;

import ai.massgen.api.backend.Backend;
import ai.massgen.core.answer.AnswerSchema;
import ai.massgen.core.config.AgentConfig;
import ai.massgen.core.config.ConfigException;
import ai.massgen.core.config.ConfigPath;
import ai.massgen.core.config.CoordinationConfig;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.config.MassGenConfig;
import ai.massgen.core.config.PluginSettings;
import ai.massgen.core.config.WorkspaceConfig;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Rules;
import ai.massgen.core.provider.ProviderException;
import ai.massgen.core.provider.Providers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Works out what will run. Opens nothing. Immutable and thread-safe. */
public final class Planner {
    private static final ConfigPath AGENTS = ConfigPath.of("agents");
    private static final ConfigPath CONTEXT_PATHS = ConfigPath.of("workspace", "context_paths");

    private final Providers providers;
    private final TextFiles files;

    /**
     * Creates a planner.
     *
     * @param providers the installed plugins
     * @param files reads the files that a configuration names
     */
    public Planner(Providers providers, TextFiles files) {
        this.providers = Objects.requireNonNull(providers, "providers");
        this.files = Objects.requireNonNull(files, "files");
    }

    /**
     * Makes a plan.
     *
     * @param loaded the configuration
     * @param allowUnsandboxed whether the user allowed tools without isolation, for this run, outside the configuration
     * @return the plan
     * @throws ConfigException with all problems, if there is one
     */
    public RunPlan plan(LoadedConfig loaded, boolean allowUnsandboxed) {
        return plan(loaded, allowUnsandboxed, Optional.empty());
    }

    /**
     * Makes a plan.
     *
     * @param loaded the configuration
     * @param allowUnsandboxed whether the user allowed tools without isolation, for this run, outside the configuration
     * @param answerSchema the schema to use instead of that of the configuration, if any
     * @return the plan
     * @throws ConfigException with all problems, if there is one
     */
    public RunPlan plan(LoadedConfig loaded, boolean allowUnsandboxed, Optional<Path> answerSchema) {
        MassGenConfig config = loaded.config();
        Findings findings = new Findings(loaded);
        List<AgentPlan> agents = agents(config, findings);
        WorkspacePlan workspace = workspace(loaded, findings);
        Map<String, ToolPlan> tools = tools(loaded, findings, allowUnsandboxed, workspace);
        SpendingPlanner spending = new SpendingPlanner(loaded, files, findings);
        Spending spent = spending.spending();
        Optional<AnswerSchema> schema = spending.answerSchema(answerSchema);
        findings.raise();
        Map<String, ToolPlan> used = used(tools, agents, findings);
        used.values().forEach(tool -> warn(tool, findings));
        return new RunPlan(
                agents,
                used,
                rules(config.coordination()),
                config.coordination().votingSensitivity(),
                config.coordination().planning(),
                config.limits(),
                workspace,
                loaded.baseDirectory(),
                config.sandbox().mountRoots().orElse(List.of(Path.of(""))).stream()
                        .map(path -> absolute(loaded, path))
                        .toList(),
                loaded.file(),
                allowUnsandboxed,
                findings.warnings(),
                spent,
                schema);
    }

    private static WorkspacePlan workspace(LoadedConfig loaded, Findings findings) {
        WorkspaceConfig config = loaded.config().workspace();
        List<WorkspacePlan.ContextPath> contexts = new ArrayList<>();
        for (int i = 0; i < config.contextPaths().size(); i++) {
            WorkspacePlan.ContextPath context =
                    WorkspacePlan.ContextPath.of(config.contextPaths().get(i), loaded.baseDirectory());
            if (contexts.stream().anyMatch(other -> other.target().equals(context.target()))) {
                findings.problem(
                        CONTEXT_PATHS.index(i),
                        "would be seen at " + context.target() + " like another one",
                        "give it another target");
            }
            contexts.add(context);
        }
        return new WorkspacePlan(absolute(loaded, config.directory()), config.snapshot(), contexts);
    }

    private static Path absolute(LoadedConfig loaded, Path path) {
        return loaded.baseDirectory().resolve(path).normalize();
    }

    private static Rules rules(CoordinationConfig config) {
        return new Rules(
                config.start(),
                config.rejections(),
                config.failures(),
                config.maxNewAnswersPerAgent(),
                config.answerNoveltyRequirement(),
                config.skipCoordinationRounds(),
                config.maxRestarts());
    }

    private List<AgentPlan> agents(MassGenConfig config, Findings findings) {
        List<Integer> order =
                Roster.order(config.agents().size(), config.coordination().shuffleSeed());
        List<AgentPlan> agents = new ArrayList<>();
        for (int place = 0; place < order.size(); place++) {
            int index = order.get(place);
            agent(config, index, new Alias(place + 1), findings).ifPresent(agents::add);
        }
        return agents;
    }

    private Optional<AgentPlan> agent(MassGenConfig config, int index, Alias alias, Findings findings) {
        AgentConfig agent = config.agents().get(index);
        ConfigPath path = AGENTS.index(index);
        List<String> tools = agent.tools().orElse(List.copyOf(config.tools().keySet()));
        tools.stream()
                .filter(name -> !config.tools().containsKey(name))
                .forEach(name -> findings.problem(path.key("tools"), "names no tool: " + name));
        return backend(agent.backend(), path, findings)
                .map(backend -> new AgentPlan(
                        agent.id(),
                        alias,
                        backend,
                        ModelName.of(agent.backend().settings()),
                        agent.system(),
                        agent.contextTokens(),
                        inOrder(config, tools),
                        ProviderTools.plan(agent.providerTools(), backend, path.key("provider_tools"), findings)));
    }

    private static List<String> inOrder(MassGenConfig config, List<String> names) {
        return config.tools().keySet().stream().filter(names::contains).toList();
    }

    private Optional<ConfiguredBackend<?>> backend(PluginSettings settings, ConfigPath agent, Findings findings) {
        try {
            Backend<?> backend = providers.backend(settings.type());
            return Optional.of(ConfiguredBackend.of(backend, settings.settings()));
        } catch (ProviderException e) {
            findings.problem(agent.key("backend").key("type"), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Map<String, ToolPlan> tools(
            LoadedConfig loaded, Findings findings, boolean allowUnsandboxed, WorkspacePlan workspace) {
        ToolPlanner planner =
                new ToolPlanner(loaded, providers, files, findings, allowUnsandboxed, workspace.contextPaths());
        Map<String, ToolPlan> tools = new LinkedHashMap<>();
        loaded.config()
                .tools()
                .forEach((name, tool) -> planner.plan(name, tool).ifPresent(plan -> tools.put(name, plan)));
        return tools;
    }

    private static Map<String, ToolPlan> used(Map<String, ToolPlan> tools, List<AgentPlan> agents, Findings findings) {
        Map<String, ToolPlan> used = new LinkedHashMap<>(tools);
        used.keySet()
                .retainAll(
                        agents.stream().flatMap(agent -> agent.tools().stream()).collect(Collectors.toSet()));
        tools.keySet().stream()
                .filter(name -> !used.containsKey(name))
                .forEach(name -> findings.warn("No agent may use the tool " + name + ", so it does not run."));
        return used;
    }

    private static void warn(ToolPlan tool, Findings findings) {
        ToolWarnings.of(tool).forEach(findings::warn);
    }
}
