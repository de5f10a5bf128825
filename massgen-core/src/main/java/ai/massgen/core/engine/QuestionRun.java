package ai.massgen.core.engine;

import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Protocol;
import ai.massgen.core.sandbox.MountRules;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.task.Closer;
import ai.massgen.core.tool.ToolServers;
import ai.massgen.core.tool.ToolSite;
import ai.massgen.core.tool.ToolSupply;
import ai.massgen.core.workspace.Workspaces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one question: opens what the plan names, conducts, closes everything again. Used once. */
public final class QuestionRun {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionRun.class);

    private final RunPlan plan;
    private final Endings endings;
    private final Surroundings surroundings;
    private final List<EventListener> listeners;
    private final LinkedBlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final Startup startup = new Startup();
    private final Meter meter = new Meter();
    private final String id;

    /**
     * Prepares a run.
     *
     * @param plan what to run
     * @param surroundings what is outside
     * @param listeners who watches
     */
    public QuestionRun(RunPlan plan, Surroundings surroundings, List<EventListener> listeners) {
        this.plan = plan;
        this.endings = new Endings(plan);
        this.surroundings = surroundings;
        this.listeners = List.copyOf(listeners);
        this.id = RunId.next(surroundings.clock(), surroundings.randomness());
    }

    /**
     * The id of the run.
     *
     * @return an id such as {@code 20261122-145501-k3f9q2}
     */
    public String id() {
        return id;
    }

    /**
     * Where the run's files are.
     *
     * @return an absolute path
     */
    public Path directory() {
        return plan.workspaceDirectory().resolve("runs").resolve(id);
    }

    /** Asks for what there is: the votes that count decide, and the winner presents in the reserve. Thread-safe. */
    public void wrapUp() {
        inbox.add(new Input.DecideNow("the user asked for what there was"));
    }

    /** Asks for the end of the run. Thread-safe. */
    public void cancel() {
        startup.cancel();
        inbox.add(new Input.CancelRequested());
    }

    /**
     * Asks the question and waits for how the run ends. Everything that was opened is closed then.
     *
     * @param question the question
     * @return how the run ended
     * @throws InterruptedException if the thread is interrupted
     */
    public Ending ask(String question) throws InterruptedException {
        Workspaces workspaces = Workspaces.create(plan.workspaceDirectory(), id);
        RunClock time = new RunClock(
                surroundings.clock(),
                Duration.ZERO,
                new RunClock.Limits(
                        plan.limits().run(),
                        plan.limits().presentationReserve(),
                        plan.limits().wrapUp()));
        Journal journal = Journal.create(workspaces.run().resolve("journal.jsonl"));
        try (EventBus events = new EventBus(id, surroundings.clock(), journal, listeners)) {
            events.publish(started(question));
            plan.warnings().forEach(warning -> events.publish(new SessionEvent.Note(warning)));
            Ending ending = new Ending.Cancelled(Optional.empty());
            try {
                ending = carryOut(question, events, time, workspaces);
            } finally {
                events.publish(endings.event(ending, meter, time.elapsed()));
            }
            return ending;
        }
    }

    private Ending carryOut(String question, EventBus events, RunClock time, Workspaces workspaces)
            throws InterruptedException {
        try (Closer closer = new Closer()) {
            startup.begin();
            Map<Alias, AgentRunner> runners = open(question, events, closer, workspaces);
            startup.end();
            Conductor conductor = new Conductor(
                    Protocol.initial(plan.agents().size(), plan.rules()),
                    runners,
                    inbox,
                    events::publishAll,
                    new Timetable(time, plan.limits().wrapUp().isPositive()));
            return endings.of(conductor.conduct());
        } catch (MassGenException e) {
            return new Ending.Failed(e.code(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            if (startup.cancelled()) {
                return new Ending.Cancelled(Optional.empty());
            }
            throw e;
        } catch (RuntimeException e) {
            LOG.error("run {} failed in a way it should not", id, e);
            return new Ending.Failed("engine.bug", "this is a bug of MassGen, please report it: " + e);
        }
    }

    private Map<Alias, AgentRunner> open(String question, EventSink events, Closer closer, Workspaces workspaces) {
        ToolSupply tools = tools(events, closer, workspaces);
        Map<Alias, AgentRunner> runners = new TreeMap<>();
        for (AgentPlan agent : plan.agents()) {
            Model model = closer.add(agent.backend().open(context(events)));
            AgentDialogue dialogue = new AgentDialogue(
                    persona(agent, question),
                    caller(agent, model, events),
                    tools.forAgent(agent.alias(), agent.tools()),
                    Memory.empty(),
                    turn -> events.publish(
                            new SessionEvent.TurnHurried(agent.alias().toString(), turn)));
            runners.put(
                    agent.alias(),
                    closer.add(new AgentRunner(
                            agent.alias(),
                            dialogue,
                            inbox::add,
                            events,
                            plan.limits().turn())));
        }
        return runners;
    }

    private ToolSupply tools(EventSink events, Closer closer, Workspaces workspaces) {
        if (plan.tools().isEmpty()) {
            return ToolSupply.NONE;
        }
        Sandboxes sandboxes = closer.add(new Sandboxes(surroundings.clock(), surroundings.environment(), events));
        MountRules mounts = new MountRules(
                plan.baseDirectory(),
                plan.mountRoots(),
                workspaces.runs(),
                workspaces.empty(),
                Path.of(System.getProperty("user.home")),
                surroundings.environment());
        return closer.add(new ToolServers(plan, new ToolSite(id, sandboxes, mounts, workspaces, events)));
    }

    private EngineContext context(EventSink events) {
        return new EngineContext(
                surroundings, plan.baseDirectory(), message -> events.publish(new SessionEvent.Note(message)));
    }

    private ModelCaller caller(AgentPlan agent, Model model, EventSink events) {
        return new ModelCaller(
                agent.alias().toString(),
                model,
                events,
                meter,
                RetryPolicy.of(plan.rules().failures()),
                surroundings.randomness(),
                Pause.REAL);
    }

    private Persona persona(AgentPlan agent, String question) {
        return new Persona(
                agent.alias(),
                agent.system(),
                plan.agents().size(),
                question,
                plan.sensitivity(),
                new ModelRequest.Timeouts(
                        plan.limits().firstToken(),
                        plan.limits().idle(),
                        plan.limits().call()),
                plan.limits().toolRounds());
    }

    private SessionEvent.RunStarted started(String question) {
        return new SessionEvent.RunStarted(
                question,
                plan.agents().stream()
                        .sorted(Comparator.comparing(AgentPlan::alias))
                        .map(agent -> new SessionEvent.Participant(
                                agent.alias().toString(),
                                agent.id(),
                                agent.backend().name(),
                                agent.model(),
                                agent.backend().simulated()))
                        .toList(),
                List.copyOf(plan.tools().keySet()));
    }
}
