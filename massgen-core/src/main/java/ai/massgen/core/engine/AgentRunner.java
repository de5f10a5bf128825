package ai.massgen.core.engine;

import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.BackendException;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Verdict;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the turns of one agent, one after the other, each on a virtual thread. Told what to do by the conductor; answers
 * through its inbox. A turn that was cancelled answers nothing.
 */
final class AgentRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentRunner.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Alias alias;
    private final AgentDialogue dialogue;
    private final Consumer<Input> inbox;
    private final EventSink events;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Turn turn;
    private @Nullable Task task;
    private boolean closed;

    AgentRunner(Alias alias, AgentDialogue dialogue, Consumer<Input> inbox, EventSink events) {
        this.alias = alias;
        this.dialogue = dialogue;
        this.inbox = inbox;
        this.events = events;
    }

    private interface Body {
        void run(Turn turn) throws InterruptedException;
    }

    void start(int number, Brief brief) {
        launch(number, turn -> coordinate(turn, brief));
    }

    void present(Brief brief) {
        launch(Integer.MAX_VALUE, turn -> sayPresentation(brief));
    }

    private void launch(int number, Body body) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Turn next = new Turn(number);
            Task before = task;
            turn = next;
            task = Task.start("massgen-" + alias, () -> {
                try {
                    awaitEnd(before);
                    body.run(next);
                } catch (InterruptedException e) {
                    LOG.debug("turn {} of {} was cancelled", number, alias);
                } catch (RuntimeException e) {
                    if (!next.cancelled()) {
                        fail(next, e);
                    }
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /**
     * A turn that has its verdict ends by itself, once it has noted it down: interrupted, it could forget what its agent
     * handed in. One that was cancelled has been interrupted already.
     */
    private void awaitEnd(@Nullable Task before) {
        if (before != null && !before.await(STOP_LIMIT) && !before.stop(STOP_LIMIT)) {
            LOG.warn("the previous turn of {} does not end", alias);
        }
    }

    private void coordinate(Turn turn, Brief brief) throws InterruptedException {
        events.publish(new SessionEvent.TurnStarted(alias.toString(), turn.number(), AgentDialogue.task(brief)));
        dialogue.begin(brief);
        while (true) {
            AgentDialogue.Said said = dialogue.askUntilHandedIn();
            inbox.accept(
                    said.submission().isPresent()
                            ? new Input.Submitted(
                                    alias,
                                    turn.number(),
                                    dialogue.seenRevision(),
                                    said.submission().get())
                            : new Input.TurnEnded(alias, turn.number()));
            Verdict verdict = turn.awaitVerdict();
            dialogue.conclude(said, verdict);
            if (verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Withdrawn) {
                return;
            }
        }
    }

    private void sayPresentation(Brief brief) throws InterruptedException {
        events.publish(new SessionEvent.TurnStarted(alias.toString(), dialogue.turns() + 1, AgentDialogue.task(brief)));
        dialogue.begin(brief);
        String text = dialogue.askUntilPresented();
        inbox.accept(
                text.isBlank()
                        ? new Input.PresentationFailed(alias, "the presentation was empty")
                        : new Input.Presented(alias, text));
    }

    private void fail(Turn failed, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (!(e instanceof MassGenException)) {
            LOG.error("turn {} of {} failed in a way it should not", failed.number(), alias, e);
        }
        dialogue.rollBack();
        if (failed.number() == Integer.MAX_VALUE) {
            inbox.accept(new Input.PresentationFailed(alias, message));
            return;
        }
        String code = e instanceof MassGenException known ? known.code() : "engine.bug";
        boolean fatal = !(e instanceof BackendException backend) || !dialogue.mayTryAgain(backend);
        inbox.accept(new Input.TurnFailed(alias, failed.number(), code, message, fatal));
    }

    void deliver(int number, Verdict verdict) {
        lock.lock();
        try {
            if (turn != null && turn.number() == number) {
                turn.deliver(verdict);
            }
        } finally {
            lock.unlock();
        }
    }

    void cancel(int number) {
        lock.lock();
        try {
            if (turn != null && task != null && turn.number() == number) {
                turn.cancel();
                task.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops the running turn and waits for it to end, ten seconds at most. Idempotent. */
    @Override
    public void close() {
        Task last;
        lock.lock();
        try {
            closed = true;
            if (turn != null) {
                turn.cancel();
            }
            last = task;
        } finally {
            lock.unlock();
        }
        if (last != null && !last.stop(STOP_LIMIT)) {
            LOG.warn("the last turn of {} did not end in {}", alias, STOP_LIMIT);
        }
    }
}
