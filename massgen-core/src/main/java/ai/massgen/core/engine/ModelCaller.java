package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Asks one agent's model: numbers the calls, passes on what is said, retries by the failure's kind, keeps the time limit
 * even if the plugin does not. Used by one thread at a time.
 */
final class ModelCaller {
    private final String agent;
    private final Model model;
    private final EventSink events;
    private final Meter meter;
    private final RetryPolicy retries;
    private final RandomGenerator randomness;
    private final Pause pause;
    private int calls;

    ModelCaller(
            String agent,
            Model model,
            EventSink events,
            Meter meter,
            RetryPolicy retries,
            RandomGenerator randomness,
            Pause pause) {
        this.agent = agent;
        this.model = model;
        this.events = events;
        this.meter = meter;
        this.retries = retries;
        this.randomness = randomness;
        this.pause = pause;
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
     */
    ModelReply call(Function<CallKey, ModelRequest> request) throws InterruptedException {
        calls++;
        ModelRequest asked = request.apply(new CallKey(agent, calls));
        for (int attempt = 1; ; attempt++) {
            Attempt pieces = new Attempt(calls);
            try {
                return attempt(asked, attempt, pieces);
            } catch (BackendException e) {
                Optional<Duration> wait = retries.retryAfter(attempt, e, pieces.delivered, randomness);
                events.publish(new SessionEvent.ModelCallFailed(
                        agent, calls, attempt, e.code(), String.valueOf(e.getMessage()), wait));
                pause.of(wait.orElseThrow(() -> e));
            }
        }
    }

    private ModelReply attempt(ModelRequest request, int attempt, Attempt pieces) throws InterruptedException {
        events.publish(new SessionEvent.ModelCallStarted(agent, calls, attempt));
        meter.called();
        long started = System.nanoTime();
        ModelReply reply = guarded(request, pieces);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        reply.usage().ifPresent(meter::used);
        events.publish(new SessionEvent.ModelCallFinished(agent, calls, request.fingerprint(), reply, elapsed));
        return reply;
    }

    private ModelReply guarded(ModelRequest request, Attempt pieces) throws InterruptedException {
        Duration limit = request.timeouts().total();
        Deadline deadline = Deadline.in(limit.plusSeconds(1));
        try (deadline) {
            return model.generate(request, pieces);
        } catch (InterruptedException e) {
            if (deadline.passed()) {
                throw new BackendException(
                        BackendException.Kind.TIMEOUT,
                        agent + "'s model gave no complete reply within " + limit,
                        e,
                        null,
                        null);
            }
            throw e;
        } catch (BackendException e) {
            if (Thread.currentThread().isInterrupted() && !deadline.passed()) {
                throw interrupted(e);
            }
            throw e;
        } catch (RuntimeException e) {
            throw new BackendException(
                    BackendException.Kind.INVALID_REQUEST,
                    agent + "'s backend failed in a way it should not: " + e + "; this is a bug of the plugin",
                    e,
                    null,
                    null);
        }
    }

    private static InterruptedException interrupted(BackendException cause) {
        Thread.interrupted();
        InterruptedException interrupted = new InterruptedException("cancelled while waiting for a model");
        interrupted.initCause(cause);
        return interrupted;
    }

    private final class Attempt implements Consumer<ModelDelta> {
        private final int call;
        private boolean delivered;

        Attempt(int call) {
            this.call = call;
        }

        @Override
        public void accept(ModelDelta delta) {
            delivered = true;
            switch (delta) {
                case ModelDelta.Text text -> events.publish(new SessionEvent.TextDelta(agent, call, text.text()));
                case ModelDelta.Reasoning reasoning ->
                    events.publish(new SessionEvent.ReasoningDelta(agent, call, reasoning.text()));
                case ModelDelta.ToolCallStarted ignored -> {}
            }
        }
    }
}
