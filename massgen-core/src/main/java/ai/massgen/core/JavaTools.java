package ai.massgen.core;

import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.prompt.WorkflowTools;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.tool.LocalTool;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Fits the application's tools into a plan. */
final class JavaTools {
    private static final Set<String> RESERVED = Set.of(
            WorkflowTools.NEW_ANSWER_NAME,
            WorkflowTools.VOTE_NAME,
            WorkflowTools.CONFIRM_NAME,
            WorkflowTools.SEND_BACK_NAME);

    private JavaTools() {}

    /**
     * The tools as the engine takes them.
     *
     * @throws IllegalArgumentException if two have one name, a name is reserved, or an agent does not exist
     */
    static List<LocalTool> in(RunPlan plan, List<JavaTool> tools) {
        Map<String, Alias> aliases = plan.agents().stream().collect(Collectors.toMap(AgentPlan::id, AgentPlan::alias));
        Set<String> names = new HashSet<>(RESERVED);
        for (JavaTool tool : tools) {
            if (!names.add(tool.name())) {
                throw new IllegalArgumentException(
                        RESERVED.contains(tool.name())
                                ? "the name " + tool.name() + " is reserved for what agents hand in"
                                : "two tools of the application are named " + tool.name());
            }
        }
        return tools.stream()
                .map(tool -> new LocalTool(
                        tool.spec(),
                        tool.timeout(),
                        agents(tool, aliases),
                        plan.planning() && !tool.readOnly(),
                        tool.function()))
                .toList();
    }

    private static Set<Alias> agents(JavaTool tool, Map<String, Alias> aliases) {
        return tool.agents().stream()
                .map(id -> {
                    Alias alias = aliases.get(id);
                    if (alias == null) {
                        throw new IllegalArgumentException("the tool " + tool.name() + " is for the agent '" + id
                                + "', which does not exist; the agents are "
                                + aliases.keySet().stream().sorted().toList());
                    }
                    return alias;
                })
                .collect(Collectors.toSet());
    }
}
