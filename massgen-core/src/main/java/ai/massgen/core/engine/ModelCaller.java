package ai.massgen.core.engine;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.RequestJson;
import ai.massgen.core.pace.BreakerChange;
import ai.massgen.core.pace.Lane;
import ai.massgen.core.pace.Permit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Asks one agent's model: numbers the calls, waits for their turn, pays for them, passes on what is said, retries by the
 * failure's kind. Used by one thread at a time.
 */
final class ModelCaller {
    private final String agent;
    private final TimedModel model;
    private final EventSink events;
    private final Meter meter;
    private final RetryPolicy retries;
    private final RandomGenerator randomness;
    private final Pause pause;
    private final Lane lane;
    private List<Message> told = List.of();
    private int calls;
    private boolean heard;

    ModelCaller(
            String agent,
            Model model,
            EventSink events,
            Meter meter,
            RetryPolicy retries,
            RandomGenerator randomness,
            Pause pause,
            Lane lane) {
        this.agent = agent;
        this.model = new TimedModel(agent, model);
        this.events = events;
        this.meter = meter;
        this.retries = retries;
        this.randomness = randomness;
        this.pause = pause;
        this.lane = lane;
    }

    /** Whether the agent has to be told, once, that its budget is nearly spent. */
    boolean hurries() {
        return meter.hurries(agent, events);
    }

    /** The agent has been told before the run was resumed that its budget is nearly spent. */
    void hurried() {
        meter.hurried(agent);
    }

    /** Whether the call that failed last had said something: then it was not tried again. */
    boolean wasHeard() {
        return heard;
    }

    /** Passes over the number of a call that was made before the run was resumed. */
    void skip() {
        calls++;
    }

    /**
     * Asks once, with retries.
     *
     * @param request makes the request from the number of the call
     * @return the reply
     * @throws BackendException the last failure
     * @throws ai.massgen.core.cost.BudgetException if the budget does not allow the call
     */
    ModelReply call(Function<CallKey, ModelRequest> request) throws InterruptedException {
        calls++;
        ModelRequest asked = request.apply(new CallKey(agent, calls));
        tell(asked);
        long size = PromptSize.of(asked);
        for (int attempt = 1; ; attempt++) {
            Attempt pieces = new Attempt(attempt, enter(attempt, size));
            Duration wait;
            try {
                return attempt(asked, size, pieces);
            } catch (BackendException e) {
                heard = pieces.delivered;
                wait = retry(pieces, e).orElseThrow(() -> e);
            } finally {
                pieces.permit.close();
            }
            pause.of(wait);
        }
    }

    /** Tells what is new in the conversation, which grows at its end and is otherwise the one of the call before. */
    private void tell(ModelRequest asked) {
        int kept = 0;
        int most = Math.min(told.size(), asked.messages().size());
        while (kept < most && told.get(kept).equals(asked.messages().get(kept))) {
            kept++;
        }
        told = asked.messages();
        events.publish(new CallEvent.ModelCallRequested(agent, calls, kept, RequestJson.write(asked, kept)));
    }

    private Permit enter(int attempt, long size) throws InterruptedException {
        try {
            return lane.enter(
                    size,
                    (reason, atLeast) ->
                            events.publish(new CallEvent.ModelCallWaiting(agent, calls, attempt, reason, atLeast)));
        } catch (BackendException e) {
            fail(attempt, e, Optional.empty());
            throw e;
        }
    }

    private Optional<Duration> retry(Attempt failed, BackendException e) {
        Optional<Duration> wait = retries.retryAfter(failed.number, e, failed.delivered, randomness);
        publish(failed.permit.failed(e, wait));
        fail(failed.number, e, wait);
        return wait;
    }

    private void fail(int attempt, BackendException e, Optional<Duration> wait) {
        events.publish(new SessionEvent.ModelCallFailed(
                agent, calls, attempt, e.code(), String.valueOf(e.getMessage()), wait));
    }

    private void publish(Optional<BreakerChange> change) {
        change.map(each -> switch (each) {
                    case BreakerChange.Opened opened ->
                        new CallEvent.BreakerOpened(agent, opened.pause(), opened.refusing());
                    case BreakerChange.Closed closed -> new CallEvent.BreakerClosed(agent);
                })
                .ifPresent(events::publish);
    }

    private ModelReply attempt(ModelRequest request, long size, Attempt pieces) throws InterruptedException {
        Meter.Charge charge = meter.admit(agent, size, events);
        Optional<Usage> used = Optional.empty();
        boolean billed = true;
        try {
            events.publish(new SessionEvent.ModelCallStarted(agent, calls, pieces.number));
            long started = System.nanoTime();
            ModelReply reply = model.generate(request, pieces);
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            publish(pieces.permit.succeeded(reply));
            used = reply.usage();
            events.publish(new SessionEvent.ModelCallFinished(agent, calls, request.fingerprint(), reply, elapsed));
            return reply;
        } catch (BackendException e) {
            billed = pieces.delivered;
            throw e;
        } finally {
            settle(charge, used, billed);
        }
    }

    private void settle(Meter.Charge charge, Optional<Usage> used, boolean billed) {
        var cost = meter.settle(charge, used, billed, events);
        if (billed) {
            events.publish(new CallEvent.ModelCallPriced(agent, calls, cost));
        }
    }

    private final class Attempt implements Consumer<ModelDelta> {
        private final int number;
        private final Permit permit;
        private boolean delivered;

        Attempt(int number, Permit permit) {
            this.number = number;
            this.permit = permit;
        }

        @Override
        public void accept(ModelDelta delta) {
            if (!delivered) {
                permit.heard();
            }
            delivered = true;
            switch (delta) {
                case ModelDelta.Text text -> events.publish(new SessionEvent.TextDelta(agent, calls, text.text()));
                case ModelDelta.Reasoning reasoning ->
                    events.publish(new SessionEvent.ReasoningDelta(agent, calls, reasoning.text()));
                case ModelDelta.ToolCallStarted ignored -> {}
                case ModelDelta.ProviderToolStarted started ->
                    events.publish(new CallEvent.ProviderToolStarted(
                            agent, calls, started.tool().name().toLowerCase(Locale.ROOT)));
            }
        }
    }
}
