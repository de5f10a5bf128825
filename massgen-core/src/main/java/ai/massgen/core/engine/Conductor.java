package ai.massgen.core.engine;

import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.FactEvents;
import ai.massgen.core.journal.InputJson;
import ai.massgen.core.journal.StateJson;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.AnswerLabel;
import ai.massgen.core.protocol.Effect;
import ai.massgen.core.protocol.Fact;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Outcome;
import ai.massgen.core.protocol.Phase;
import ai.massgen.core.protocol.Protocol;
import ai.massgen.core.protocol.State;
import ai.massgen.core.protocol.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one loop of a run: takes an input, steps the pure state, publishes what happened, and only then performs the
 * effects. Runs on the thread that asked; owns the state alone.
 */
final class Conductor {
    private final Map<Alias, AgentRunner> runners;
    private final BlockingQueue<Input> inbox;
    private final EventBatches events;
    private final Timetable timetable;
    private final Consumer<AnswerLabel> accepted;
    private final Map<Alias, Failure> failures = new HashMap<>();
    private State state;
    private boolean stopped;

    /**
     * A conductor that has not begun.
     *
     * @param initial the state to begin at
     * @param runners the agents
     * @param inbox what happens
     * @param events takes what is to be known
     * @param timetable what time does
     * @param accepted told of each answer before others are
     */
    Conductor(
            State initial,
            Map<Alias, AgentRunner> runners,
            BlockingQueue<Input> inbox,
            EventBatches events,
            Timetable timetable,
            Consumer<AnswerLabel> accepted) {
        this.state = initial;
        this.runners = Map.copyOf(runners);
        this.inbox = inbox;
        this.events = events;
        this.timetable = timetable;
        this.accepted = accepted;
    }

    /** Takes events that belong together: either all are in the journal afterwards, or, if the process dies, perhaps some. */
    interface EventBatches {
        void publish(List<SessionEvent> events);
    }

    /**
     * What came of a run.
     *
     * @param outcome the protocol's outcome
     * @param failures the last failure of each agent that failed
     * @param deadlinePassed whether time ran out before a decision
     * @param stopped whether the user asked for what there was
     */
    record Conclusion(Outcome outcome, Map<Alias, Failure> failures, boolean deadlinePassed, boolean stopped) {}

    /**
     * Why a turn failed.
     *
     * @param code the error id
     * @param message what happened and what to do
     */
    record Failure(String code, String message) {}

    Conclusion conduct() throws InterruptedException {
        if (state.phase() instanceof Phase.Ready) {
            apply(new Input.Begin());
        }
        while (!(state.phase() instanceof Phase.Finished)) {
            apply(next());
        }
        Outcome outcome = ((Phase.Finished) state.phase()).outcome();
        return new Conclusion(outcome, Map.copyOf(failures), timetable.deadlinePassed(), stopped);
    }

    private Input next() throws InterruptedException {
        Optional<Timetable.Entry> entry = timetable.next(state.phase());
        if (entry.isEmpty()) {
            return inbox.take();
        }
        Input input = inbox.poll(Math.max(0, entry.get().in().toNanos()), TimeUnit.NANOSECONDS);
        return input == null ? entry.get().input() : input;
    }

    private void apply(Input input) {
        note(input);
        Step step = Protocol.step(state, input);
        List<SessionEvent> batch = new ArrayList<>();
        batch.add(new SessionEvent.ProtocolInput(InputJson.write(input), StateJson.digest(step.state())));
        step.facts().forEach(fact -> batch.add(FactEvents.of(fact)));
        events.publish(batch);
        state = step.state();
        step.facts().stream()
                .filter(Fact.AnswerAccepted.class::isInstance)
                .forEach(fact ->
                        accepted.accept(((Fact.AnswerAccepted) fact).answer().label()));
        step.effects().forEach(this::perform);
    }

    /** What an input says that the state does not keep. */
    void note(Input input) {
        if (input instanceof Input.TurnFailed failed) {
            failures.put(failed.agent(), new Failure(failed.code(), failed.reason()));
        }
        stopped |= input instanceof Input.DecideNow;
        timetable.note(input);
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.StartTurn start -> runner(start.agent()).start(start.turn(), start.brief());
            case Effect.Continue verdict -> runner(verdict.agent()).deliver(verdict.turn(), verdict.verdict());
            case Effect.CancelTurn cancel -> runner(cancel.agent()).cancel(cancel.turn());
            case Effect.Hurry hurry -> runner(hurry.agent()).hurry(hurry.turn());
            case Effect.Present present -> runner(present.winner()).present(present.brief());
            case Effect.Judge judge -> runner(judge.judge()).judge(judge.brief());
            // the loop ends, and closing the runners interrupts what they are at
            case Effect.Finish finish -> {}
        }
    }

    private AgentRunner runner(Alias alias) {
        AgentRunner runner = runners.get(alias);
        if (runner == null) {
            throw new IllegalStateException("no such agent: " + alias);
        }
        return runner;
    }
}
