package ai.massgen.core.engine;

import ai.massgen.api.MassGenException;
import ai.massgen.api.backend.BackendException;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Submission;
import ai.massgen.core.protocol.Verdict;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    /** In place of a turn's number. */
    private static final int PRESENTATION = -1;

    private static final int JUDGEMENT = -2;

    private final Alias alias;
    private final AgentDialogue dialogue;
    private final Consumer<Input> inbox;
    private final EventSink events;
    private final Duration turnLimit;
    private final Keeper keeper;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Turn turn;
    private @Nullable Task task;
    private boolean closed;

    AgentRunner(
            Alias alias,
            AgentDialogue dialogue,
            Consumer<Input> inbox,
            EventSink events,
            Duration turnLimit,
            Keeper keeper) {
        this.alias = alias;
        this.dialogue = dialogue;
        this.inbox = inbox;
        this.events = events;
        this.turnLimit = turnLimit;
        this.keeper = keeper;
    }

    /** Takes a snapshot of an agent's workspace before it hands in an answer. */
    interface Keeper {
        void take(Alias agent) throws InterruptedException;
    }

    private interface Body {
        void run(Turn turn) throws InterruptedException;
    }

    void start(int number, Brief brief) {
        launch(new Turn(number, List.of()), turn -> coordinate(turn, brief));
    }

    /**
     * Goes on where the run was interrupted: the turns that were over are gone through from memory, and the one that was
     * under way goes on.
     */
    void recall(List<Past> turns) throws InterruptedException {
        new Rehearsal(dialogue).of(turns);
        dialogue.wake();
        if (!turns.isEmpty() && turns.getLast().end() == Past.End.OPEN) {
            goOn(turns.getLast());
        }
    }

    private void goOn(Past open) {
        switch (open.brief()) {
            case Brief.Presentation presentation -> present(presentation);
            case Brief.Judge judge -> judge(judge);
            case Brief.FirstAnswer first -> resume(open);
            case Brief.Evaluate evaluate -> resume(open);
            case Brief.Update update -> resume(open);
            case Brief.Retry retry -> resume(open);
        }
    }

    private void resume(Past open) {
        Turn next = new Turn(open.number(), open.verdicts());
        if (open.hurried()) {
            next.hurry();
        }
        launch(next, turn -> coordinate(turn, open.brief()));
    }

    void present(Brief brief) {
        launch(new Turn(PRESENTATION, List.of()), turn -> sayPresentation(turn, brief));
    }

    void judge(Brief brief) {
        launch(new Turn(JUDGEMENT, List.of()), turn -> sayJudgement(turn, brief));
    }

    private void launch(Turn next, Body body) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            Task before = task;
            turn = next;
            task = Task.start("massgen-" + alias, () -> {
                try {
                    awaitEnd(before);
                    body.run(next);
                } catch (InterruptedException e) {
                    LOG.debug("turn {} of {} was cancelled", next.number(), alias);
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
        begin(turn, turn.number(), brief);
        Deadline deadline = Deadline.in(turnLimit);
        try (deadline) {
            handIn(turn);
        } catch (InterruptedException e) {
            if (turn.cancelled() || !deadline.passed()) {
                throw e;
            }
            dialogue.rollBack();
            String why = alias + " did not end its turn within " + turnLimit.toSeconds() + " s; raise limits.turn";
            inbox.accept(new Input.TurnFailed(alias, turn.number(), "run.turn-timeout", why, false));
        }
    }

    private void begin(Turn turn, int number, Brief brief) {
        if (!dialogue.remembers(number, brief)) {
            events.publish(new SessionEvent.TurnStarted(alias.toString(), number, AgentDialogue.task(brief)));
        }
        dialogue.begin(number, brief, turn::hurried);
    }

    private void handIn(Turn turn) throws InterruptedException {
        while (true) {
            AgentDialogue.Said said = dialogue.askUntilHandedIn();
            Optional<Verdict> recalled = turn.recall();
            if (recalled.isEmpty()) {
                if (said.submission().orElse(null) instanceof Submission.NewAnswer) {
                    keeper.take(alias);
                }
                inbox.accept(input(turn, said));
            }
            Verdict verdict = recalled.isPresent() ? recalled.get() : turn.awaitVerdict();
            dialogue.conclude(said, verdict);
            if (verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Withdrawn) {
                return;
            }
        }
    }

    private Input input(Turn turn, AgentDialogue.Said said) {
        return said.submission().isPresent()
                ? new Input.Submitted(
                        alias,
                        turn.number(),
                        dialogue.seenRevision(),
                        said.submission().get())
                : new Input.TurnEnded(alias, turn.number());
    }

    private void sayPresentation(Turn turn, Brief brief) throws InterruptedException {
        begin(turn, dialogue.turns() + 1, brief);
        String text = dialogue.askUntilPresented();
        inbox.accept(
                text.isBlank()
                        ? new Input.PresentationFailed(alias, "the presentation was empty")
                        : new Input.Presented(alias, text));
    }

    private void sayJudgement(Turn turn, Brief brief) throws InterruptedException {
        begin(turn, dialogue.turns() + 1, brief);
        inbox.accept(dialogue.askUntilJudged()
                .<Input>map(judgement -> new Input.Judged(alias, judgement))
                .orElseGet(() -> new Input.JudgementFailed(alias, "the judge did not say what it thinks")));
    }

    private void fail(Turn failed, RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        if (!(e instanceof MassGenException)) {
            LOG.error("turn {} of {} failed in a way it should not", failed.number(), alias, e);
        }
        dialogue.rollBack();
        inbox.accept(
                switch (failed.number()) {
                    case PRESENTATION -> new Input.PresentationFailed(alias, message);
                    case JUDGEMENT -> new Input.JudgementFailed(alias, message);
                    default -> turnFailed(failed, e, message);
                });
    }

    private Input turnFailed(Turn failed, RuntimeException e, String message) {
        String code = e instanceof MassGenException known ? known.code() : "engine.bug";
        boolean fatal = !(e instanceof BackendException backend) || !dialogue.mayTryAgain(backend);
        return new Input.TurnFailed(alias, failed.number(), code, message, fatal);
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

    /** Has the agent told that the run is coming to its end, if it is still at that turn. */
    void hurry(int number) {
        lock.lock();
        try {
            if (turn != null && turn.number() == number) {
                turn.hurry();
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
