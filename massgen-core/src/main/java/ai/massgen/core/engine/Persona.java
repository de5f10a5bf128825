package ai.massgen.core.engine;

import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.config.LimitsConfig;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.prompt.Prompts;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.protocol.Alias;

/**
 * Who an agent is in a run, and what it is asked.
 *
 * @param plan the agent's plan
 * @param roster how many agents there are
 * @param question the user's question
 * @param sensitivity how readily it should vote
 * @param limits the limits of the run
 */
record Persona(AgentPlan plan, int roster, String question, Sensitivity sensitivity, LimitsConfig limits) {
    Alias alias() {
        return plan.alias();
    }

    int toolRounds() {
        return limits.toolRounds();
    }

    String systemText(boolean tools) {
        return Prompts.system(plan.alias(), roster, plan.system(), sensitivity, tools);
    }

    ModelRequest.Timeouts timeouts() {
        return new ModelRequest.Timeouts(limits.firstToken(), limits.idle(), limits.call());
    }
}
