package ai.massgen.core.plan;

import ai.massgen.core.answer.AnswerSchema;
import ai.massgen.core.config.LimitsConfig;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.protocol.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that will run. Immutable. Nothing has been opened yet.
 *
 * @param agents the agents by alias: the first is agent1
 * @param tools the tools that at least one agent may use, by name
 * @param rules what the run is coordinated by
 * @param sensitivity how critical agents are of answers
 * @param planning whether tools that may change something wait for the presentation
 * @param limits what the run may take
 * @param workspace where runs leave their files, and what agents work with
 * @param baseDirectory the folder that relative paths are relative to, absolute
 * @param mountRoots the folders below which mounts must lie, absolute
 * @param config the configuration file, absolute; empty if the configuration was given in another way
 * @param allowUnsandboxed whether the user allowed tools without isolation, outside the configuration
 * @param warnings what the user should know, in plain sentences
 * @param spending what the run may spend, and what calls cost
 * @param answerSchema the form that the final answer has to have, if any
 */
public record RunPlan(
        List<AgentPlan> agents,
        Map<String, ToolPlan> tools,
        Rules rules,
        Sensitivity sensitivity,
        boolean planning,
        LimitsConfig limits,
        WorkspacePlan workspace,
        Path baseDirectory,
        List<Path> mountRoots,
        Optional<Path> config,
        boolean allowUnsandboxed,
        List<String> warnings,
        Spending spending,
        Optional<AnswerSchema> answerSchema) {
    /** Copies the collections, keeping their order. */
    public RunPlan {
        agents = List.copyOf(agents);
        tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(sensitivity, "sensitivity");
        Objects.requireNonNull(limits, "limits");
        mountRoots = List.copyOf(mountRoots);
        Objects.requireNonNull(config, "config");
        warnings = List.copyOf(warnings);
        Objects.requireNonNull(spending, "spending");
        Objects.requireNonNull(answerSchema, "answerSchema");
        Objects.requireNonNull(workspace, "workspace");
        if (!baseDirectory.isAbsolute()) {
            throw new IllegalArgumentException("not absolute: base '" + baseDirectory + "'");
        }
    }

    /**
     * How long the run may take from the question to the decision.
     *
     * @return the limit of time or the budget of time, whichever is shorter
     */
    public Duration runLimit() {
        return spending.budget()
                .run()
                .time()
                .filter(budget -> budget.compareTo(limits.run()) < 0)
                .orElse(limits.run());
    }

    /**
     * The same plan with other agents.
     *
     * @param others the agents, the first is agent1
     * @param more what the user should know of that
     * @return the plan
     */
    public RunPlan with(List<AgentPlan> others, List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        Map<String, ToolPlan> used = new LinkedHashMap<>(tools);
        used.keySet()
                .removeIf(
                        name -> others.stream().noneMatch(agent -> agent.tools().contains(name)));
        return new RunPlan(
                others,
                used,
                rules,
                sensitivity,
                planning,
                limits,
                workspace,
                baseDirectory,
                mountRoots,
                config,
                allowUnsandboxed,
                all,
                spending,
                answerSchema);
    }

    /**
     * Where runs leave their files.
     *
     * @return an absolute path
     */
    public Path workspaceDirectory() {
        return workspace.directory();
    }
}
