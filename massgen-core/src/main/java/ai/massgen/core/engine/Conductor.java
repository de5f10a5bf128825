package ai.massgen.core.engine;

import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.InputJson;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Effect;
import ai.massgen.core.protocol.Fact;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Outcome;
import ai.massgen.core.protocol.Protocol;
import ai.massgen.core.protocol.State;
import ai.massgen.core.protocol.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one loop of a run: takes an input, steps the pure state, publishes what happened, and only then performs the
 * effects. Runs on the thread that asked; owns the state alone.
 */
final class Conductor {
    private final Map<Alias, AgentRunner> runners;
    private final BlockingQueue<Input> inbox;
    private final EventSink events;
    private final RunClock clock;
    private final Map<Alias, Failure> failures = new HashMap<>();
    private State state;
    private Optional<Outcome> outcome = Optional.empty();
    private Optional<Alias> presenter = Optional.empty();
    private boolean deadlinePassed;

    Conductor(
            State initial,
            Map<Alias, AgentRunner> runners,
            BlockingQueue<Input> inbox,
            EventSink events,
            RunClock clock) {
        this.state = initial;
        this.runners = Map.copyOf(runners);
        this.inbox = inbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What came of a run.
     *
     * @param outcome the protocol's outcome
     * @param failures the last failure of each agent that failed
     * @param deadlinePassed whether time ran out before a decision
     */
    record Conclusion(Outcome outcome, Map<Alias, Failure> failures, boolean deadlinePassed) {}

    /**
     * Why a turn failed.
     *
     * @param code the error id
     * @param message what happened and what to do
     */
    record Failure(String code, String message) {}

    Conclusion conduct() throws InterruptedException {
        apply(new Input.Begin());
        while (outcome.isEmpty()) {
            apply(next());
        }
        return new Conclusion(outcome.get(), Map.copyOf(failures), deadlinePassed);
    }

    private Input next() throws InterruptedException {
        Duration left = presenter.isPresent() ? clock.untilEnd() : clock.untilDecision();
        Input input = inbox.poll(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
        if (input != null) {
            return input;
        }
        if (presenter.isPresent()) {
            return new Input.PresentationFailed(presenter.get(), "the presentation did not end in time");
        }
        deadlinePassed = true;
        return new Input.DeadlineReached();
    }

    private void apply(Input input) {
        if (input instanceof Input.TurnFailed failed) {
            failures.put(failed.agent(), new Failure(failed.code(), failed.reason()));
        }
        Step step = Protocol.step(state, input);
        events.publish(new SessionEvent.ProtocolInput(InputJson.write(input)));
        step.facts().forEach(this::publish);
        state = step.state();
        step.effects().forEach(this::perform);
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.StartTurn start -> runner(start.agent()).start(start.turn(), start.brief());
            case Effect.Continue verdict -> runner(verdict.agent()).deliver(verdict.turn(), verdict.verdict());
            case Effect.CancelTurn cancel -> runner(cancel.agent()).cancel(cancel.turn());
            case Effect.Present present -> {
                presenter = Optional.of(present.winner());
                runner(present.winner()).present(present.brief());
            }
            case Effect.Finish finish -> outcome = Optional.of(finish.outcome());
        }
    }

    private AgentRunner runner(Alias alias) {
        AgentRunner runner = runners.get(alias);
        if (runner == null) {
            throw new IllegalStateException("no such agent: " + alias);
        }
        return runner;
    }

    private void publish(Fact fact) {
        events.publish(FactEvents.of(fact));
    }
}
