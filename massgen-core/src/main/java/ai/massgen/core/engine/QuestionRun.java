package ai.massgen.core.engine;

import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.Price;
import ai.massgen.api.message.Part;
import ai.massgen.core.attach.Attachments;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.Spent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.JournalException;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.RunFile;
import ai.massgen.core.plan.AgentPlan;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.AnswerLabel;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.task.Closer;
import ai.massgen.core.tool.StartSignal;
import ai.massgen.core.tool.ToolServers;
import ai.massgen.core.tool.ToolSite;
import ai.massgen.core.tool.ToolSupply;
import ai.massgen.core.workspace.Changes;
import ai.massgen.core.workspace.Snapshots;
import ai.massgen.core.workspace.Workspaces;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one question: opens what the plan names, conducts, closes everything again. Used once. */
public final class QuestionRun {
    private static final Logger LOG = LoggerFactory.getLogger(QuestionRun.class);

    private final RunPlan plan;
    private final Endings endings;
    private final Surroundings surroundings;
    private final List<EventListener> listeners;
    private final StartSignal signal;
    private final LinkedBlockingQueue<Input> inbox = new LinkedBlockingQueue<>();
    private final Startup startup = new Startup();
    private final Meter meter;
    private final String id;

    private QuestionRun(RunPlan plan, Surroundings surroundings, List<EventListener> listeners, String id) {
        this.plan = plan;
        this.endings = new Endings(plan);
        this.surroundings = surroundings;
        this.signal = new StartSignal(
                plan.agents().stream().map(agent -> agent.alias().toString()).toList());
        this.listeners = Stream.concat(Stream.of(signal), listeners.stream()).toList();
        this.meter = new Meter(plan.spending().budget(), prices(), surroundings.clock());
        this.id = id;
    }

    /**
     * Prepares a new run.
     *
     * @param plan what to run
     * @param surroundings what is outside
     * @param listeners who watches
     * @return a run to {@link #ask}
     */
    public static QuestionRun fresh(RunPlan plan, Surroundings surroundings, List<EventListener> listeners) {
        String id = RunId.next(surroundings.clock(), surroundings.randomness());
        return new QuestionRun(plan, surroundings, listeners, id);
    }

    /**
     * Prepares to go on with a run that was interrupted.
     *
     * @param plan what it ran
     * @param surroundings what is outside
     * @param listeners who watches
     * @param id the run
     * @return a run to {@link #resume}
     */
    public static QuestionRun interrupted(
            RunPlan plan, Surroundings surroundings, List<EventListener> listeners, String id) {
        return new QuestionRun(plan, surroundings, listeners, id);
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

    /**
     * What the run has spent so far. Thread-safe.
     *
     * @return what is known of it
     */
    public Spent spent() {
        return meter.spent();
    }

    private Map<String, Price> prices() {
        LocalDate today = LocalDate.ofInstant(surroundings.clock().instant(), ZoneOffset.UTC);
        Map<String, Price> prices = new TreeMap<>();
        for (AgentPlan agent : plan.agents()) {
            plan.spending()
                    .price(agent, today)
                    .ifPresent(price -> prices.put(agent.alias().toString(), price));
        }
        return prices;
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
     * Reads what goes with the question, and sees whether every agent's model can take it.
     *
     * @param files files
     * @param parts more, as parts of a message
     * @return what goes with the question
     * @throws ai.massgen.core.attach.AttachmentException if something cannot go with it
     */
    public Attachments attach(List<Path> files, List<Part> parts) {
        Attachments attachments = Attachments.read(files, parts, plan.limits().attachments());
        plan.agents()
                .forEach(agent ->
                        attachments.requireOf(agent.id(), agent.backend().capabilities()));
        return attachments;
    }

    /**
     * Asks the question and waits for how the run ends. Everything that was opened is closed then.
     *
     * @param question the question
     * @return how the run ended
     * @throws InterruptedException if the thread is interrupted
     */
    public Ending ask(Asked question) throws InterruptedException {
        Workspaces workspaces = Workspaces.create(plan.workspaceDirectory(), id);
        new RunFile(
                        RunFile.VERSION,
                        id,
                        question.text(),
                        plan.config().map(Path::toString),
                        plan.allowUnsandboxed(),
                        question.previous(),
                        surroundings.clock().instant())
                .write(workspaces.run());
        question.previous()
                .flatMap(previous -> Conversations.workspace(plan.workspaceDirectory(), previous))
                .ifPresent(workspaces::beginAs);
        question.attachments().keep(workspaces.run());
        Beginning beginning = Beginning.fresh(plan.agents().size(), plan.rules());
        Journal journal = Journal.create(workspaces.run().resolve(Journal.FILE));
        try (EventBus events = new EventBus(id, surroundings.clock(), journal, listeners)) {
            events.publishAll(Announcements.of(plan, question.text()));
            question.attachments().events().forEach(events::publish);
            plan.warnings().forEach(warning -> events.publish(new SessionEvent.Note(warning)));
            return conclude(question, beginning, events, workspaces);
        }
    }

    /**
     * Goes on with the run where it was interrupted, and waits for how it ends. Model calls that had finished are not made
     * again. Everything that was opened is closed then.
     *
     * @param history what was asked before in the same conversation, oldest first
     * @return how the run ended
     * @throws InterruptedException if the thread is interrupted
     * @throws MassGenException if the run is over, is still under way, or began with another configuration
     */
    public Ending resume(List<Exchange> history) throws InterruptedException {
        Workspaces workspaces = Workspaces.reopen(plan.workspaceDirectory(), id);
        Path file = workspaces.run().resolve(Journal.FILE);
        RecordedRun recorded = RecordedRun.read(file);
        Announcements.check(plan, id, recorded);
        Attachments attachments = Attachments.kept(workspaces.run(), recorded.of(CallEvent.QuestionAttached.class));
        Beginning beginning = Beginning.of(recorded);
        meter.resume(
                PaidCalls.of(recorded.events().stream().map(EventRecord::event).toList()), recorded.spent());
        String text = recorded.started().orElseThrow().question();
        Journal journal = Journal.reopen(file, recorded.length());
        try (EventBus events = new EventBus(id, surroundings.clock(), journal, listeners, recorded.lastNumber())) {
            events.publish(new CourseEvent.RunResumed(recorded.lastNumber()));
            beginning.missing().forEach(events::publish);
            return conclude(new Asked(text, attachments, history, Optional.empty()), beginning, events, workspaces);
        }
    }

    private Ending conclude(Asked question, Beginning beginning, EventBus events, Workspaces workspaces)
            throws InterruptedException {
        RunClock time = new RunClock(
                surroundings.clock(),
                beginning.spent(),
                new RunClock.Limits(
                        plan.runLimit(),
                        plan.limits().presentationReserve(),
                        plan.limits().wrapUp()));
        Ending ending = new Ending.Cancelled(Optional.empty());
        try {
            ending = carryOut(question, beginning, events, workspaces, time);
        } finally {
            end(ending, events, time);
        }
        return ending;
    }

    private void end(Ending ending, EventBus events, RunClock time) {
        try {
            events.publish(meter.totals());
            events.publish(endings.event(ending, meter, time.elapsed()));
        } catch (JournalException e) {
            LOG.warn("the end of run {} could not be written", id, e);
        }
    }

    private Ending carryOut(Asked question, Beginning beginning, EventBus events, Workspaces workspaces, RunClock time)
            throws InterruptedException {
        try (Closer closer = new Closer()) {
            startup.begin();
            ToolSupply tools = tools(events, closer, workspaces);
            Snapshots snapshots =
                    new Snapshots(workspaces, plan.workspace().snapshot().bytes());
            beginning.state().board().latestAnswers().forEach(answer -> snapshots.recover(answer.label()));
            Map<Alias, AgentRunner> runners = new Cast(
                            plan, surroundings, question, events, meter, inbox::add, snapshots::take)
                    .open(tools, beginning, closer);
            startup.end();
            Timetable timetable = new Timetable(time, plan.limits().wrapUp().isPositive());
            Conductor conductor = new Conductor(
                    beginning.state(),
                    runners,
                    inbox,
                    events::publishAll,
                    timetable,
                    label -> snapshots.keep(label).ifPresent(changes -> events.publish(kept(label, changes))));
            beginning.inputs().forEach(conductor::note);
            for (Map.Entry<Alias, AgentRunner> runner : runners.entrySet()) {
                runner.getValue().recall(beginning.past(runner.getKey()));
            }
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

    private static SessionEvent kept(AnswerLabel label, Changes changes) {
        return new CourseEvent.WorkspaceKept(
                label.author().toString(),
                label.toString(),
                changes.added(),
                changes.changed(),
                changes.removed(),
                changes.bytes(),
                changes.note());
    }

    private ToolSupply tools(EventBus events, Closer closer, Workspaces workspaces) {
        if (plan.tools().isEmpty() && surroundings.localTools().isEmpty()) {
            return ToolSupply.NONE;
        }
        Sandboxes sandboxes = closer.add(surroundings.warm().beside(events));
        ToolSite site = ToolSite.of(
                plan,
                surroundings.environment(),
                id,
                sandboxes,
                workspaces,
                surroundings.oversight(),
                Optional.of(surroundings.warm()),
                signal,
                events);
        return closer.add(new ToolServers(plan, surroundings.localTools(), site));
    }
}
