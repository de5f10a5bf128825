package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendException;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.protocol.Alias;
import java.util.ArrayList;
import java.util.List;

/** Sees before a run which agents have the keys that they need. */
public final class Attendance {
    private Attendance() {}

    /**
     * Leaves out agents without a key, so that the others can answer. If nobody has one the plan stays as it is, and the run
     * tells why it cannot be carried out. Does no I/O.
     *
     * @param plan the plan
     * @param surroundings what is outside
     * @param strict whether everybody has to be there
     * @return the plan of those that are
     * @throws BackendException if somebody is not and everybody has to be
     */
    public static RunPlan of(RunPlan plan, Surroundings surroundings, boolean strict) {
        List<AgentPlan> there = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (AgentPlan agent : plan.agents()) {
            try {
                agent.backend()
                        .open(new EngineContext(surroundings, plan.baseDirectory(), ignored -> {}))
                        .close();
                there.add(agent.as(new Alias(there.size() + 1)));
            } catch (BackendException e) {
                if (e.kind() != BackendException.Kind.AUTHENTICATION) {
                    there.add(agent.as(new Alias(there.size() + 1)));
                } else if (strict) {
                    throw e;
                } else {
                    warnings.add("The agent " + agent.id() + " takes no part: " + e.getMessage());
                }
            }
        }
        return there.isEmpty() || warnings.isEmpty() ? plan : plan.with(there, warnings);
    }
}
