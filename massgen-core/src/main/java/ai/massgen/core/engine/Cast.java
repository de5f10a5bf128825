package ai.massgen.core.engine;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.prompt.Notices;
import ai.massgen.core.prompt.Workplace;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.task.Closer;
import ai.massgen.core.tool.Stage;
import ai.massgen.core.tool.ToolSupply;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Opens the agents of a run: their models, their tools, what they remember. Used once. */
final class Cast {
    private final RunPlan plan;
    private final Surroundings surroundings;
    private final Asked question;
    private final EventBus events;
    private final Meter meter;
    private final Consumer<Input> inbox;
    private final AgentRunner.Keeper keeper;

    Cast(
            RunPlan plan,
            Surroundings surroundings,
            Asked question,
            EventBus events,
            Meter meter,
            Consumer<Input> inbox,
            AgentRunner.Keeper keeper) {
        this.plan = plan;
        this.surroundings = surroundings;
        this.question = question;
        this.events = events;
        this.meter = meter;
        this.inbox = inbox;
        this.keeper = keeper;
    }

    /**
     * Opens the agents.
     *
     * @param tools the tools of the run
     * @param beginning what they remember
     * @param closer closes them
     */
    Map<Alias, AgentRunner> open(ToolSupply tools, Beginning beginning, Closer closer) {
        Map<Alias, AgentRunner> runners = new TreeMap<>();
        for (AgentPlan agent : plan.agents()) {
            Model model = closer.add(agent.backend().open(context()));
            ModelCaller caller = caller(agent, model);
            AgentDialogue dialogue = new AgentDialogue(
                    persona(agent),
                    caller,
                    new AgentDialogue.Tools(
                            tools.forAgent(agent.alias(), agent.tools()),
                            tools.forAgent(agent.alias(), agent.tools(), Stage.PRESENTATION)),
                    beginning.memory(agent.alias(), caller::skip),
                    events);
            runners.put(
                    agent.alias(),
                    closer.add(new AgentRunner(
                            agent.alias(),
                            dialogue,
                            inbox,
                            events,
                            plan.limits().turn(),
                            keeper)));
        }
        return runners;
    }

    private EngineContext context() {
        return new EngineContext(
                surroundings, plan.baseDirectory(), message -> events.publish(new SessionEvent.Note(message)));
    }

    private ModelCaller caller(AgentPlan agent, Model model) {
        return new ModelCaller(
                agent.alias().toString(),
                model,
                events,
                meter,
                RetryPolicy.of(plan.limits().pace()),
                surroundings.randomness(),
                Pause.REAL,
                surroundings.pacer().lane(model));
    }

    private Persona persona(AgentPlan agent) {
        return new Persona(
                agent.alias(),
                agent.system(),
                plan.agents().size(),
                plan.answerSchema()
                        .map(schema -> Notices.question(question.text(), schema.json()))
                        .orElse(question.text()),
                question.history(),
                plan.sensitivity(),
                workplace(agent),
                agent.contextTokens().map(Integer::longValue).orElse(Long.MAX_VALUE),
                new ModelRequest.Timeouts(
                        plan.limits().firstToken(),
                        plan.limits().idle(),
                        plan.limits().call()),
                plan.limits().toolRounds(),
                new Assignment(
                        question.attachments().parts(),
                        agent.providerTools(),
                        plan.answerSchema(),
                        agent.backend().capabilities().contains(Capability.STRUCTURED_OUTPUT)));
    }

    private Workplace workplace(AgentPlan agent) {
        boolean folders = agent.tools().stream()
                .map(plan.tools()::get)
                .anyMatch(tool -> tool != null && tool.workspace() != ToolConfig.WorkspaceAccess.NONE);
        return new Workplace(
                folders,
                plan.workspace().contextPaths().stream()
                        .map(context -> new Workplace.Context(context.target(), context.writable()))
                        .toList(),
                plan.planning());
    }
}
