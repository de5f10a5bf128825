package ai.massgen.core;

import ai.massgen.core.attach.Attachments;
import ai.massgen.core.engine.Asked;
import ai.massgen.core.engine.Ending;
import ai.massgen.core.engine.Exchange;
import ai.massgen.core.engine.QuestionRun;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A conversation with the agents of a {@link MassGen}: asks questions, one at a time, and tells the agents with each what
 * was asked and answered before. {@link #wrapUp}, {@link #cancel} and {@link #close} may be called from any thread.
 */
public final class Session implements AutoCloseable {
    private final Opener opener;
    private final List<EventListener> listeners;
    private final Consumer<Session> ended;
    private final ReentrantLock asking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Exchange> history;
    private Optional<String> previous;
    private Optional<QuestionRun> current = Optional.empty();
    private boolean closed;

    /** Opens runs, with the listeners that watch them. */
    interface Opener {
        QuestionRun fresh(List<EventListener> listeners);

        QuestionRun interrupted(String run, List<EventListener> listeners);

        List<Exchange> before(String run);
    }

    private interface Body {
        Ending run(QuestionRun run) throws InterruptedException;
    }

    Session(
            Opener opener,
            List<EventListener> listeners,
            List<Exchange> history,
            Optional<String> previous,
            Consumer<Session> ended) {
        this.opener = opener;
        this.listeners = List.copyOf(listeners);
        this.history = new ArrayList<>(history);
        this.previous = previous;
        this.ended = ended;
    }

    /**
     * Asks a question and waits for what comes of it. When this method returns or throws, every container, thread and
     * connection of the run is gone. Tool servers that stand ready ({@code tools.<name>.warm}) are the system's, not the
     * run's: they go when the {@link MassGen} is closed, or five minutes after its last run.
     *
     * @param question the question, not blank
     * @return what came of it
     * @throws InterruptedException if the thread is interrupted; the run is cancelled
     * @throws IllegalArgumentException if the question is blank
     * @throws IllegalStateException if the session is closed
     */
    public RunResult ask(String question) throws InterruptedException {
        return ask(Question.of(question));
    }

    /**
     * Asks a question, watched by a listener besides those of the {@link MassGen}.
     *
     * @param question the question, not blank
     * @param listener receives the events of this run
     * @return what came of it
     * @throws InterruptedException if the thread is interrupted; the run is cancelled
     * @throws IllegalArgumentException if the question is blank
     * @throws IllegalStateException if the session is closed
     */
    public RunResult ask(String question, EventListener listener) throws InterruptedException {
        return ask(Question.of(question), listener);
    }

    /**
     * Asks a question with attachments.
     *
     * @param question the question
     * @return what came of it
     * @throws ai.massgen.api.MassGenException if an attachment cannot be used, or the model of an agent cannot take it;
     *     nothing has been asked then
     * @throws InterruptedException if the thread is interrupted; the run is cancelled
     * @throws IllegalStateException if the session is closed
     */
    public RunResult ask(Question question) throws InterruptedException {
        return ask(question, List.of());
    }

    /**
     * Asks a question with attachments, watched by a listener besides those of the {@link MassGen}.
     *
     * @param question the question
     * @param listener receives the events of this run
     * @return what came of it
     * @throws ai.massgen.api.MassGenException if an attachment cannot be used, or the model of an agent cannot take it;
     *     nothing has been asked then
     * @throws InterruptedException if the thread is interrupted; the run is cancelled
     * @throws IllegalStateException if the session is closed
     */
    public RunResult ask(Question question, EventListener listener) throws InterruptedException {
        return ask(question, List.of(listener));
    }

    /**
     * Asks a question without attachments on a thread of its own.
     *
     * @param question the question, not blank
     * @return completes with what came of it, or with what {@link #ask(String)} throws
     * @throws IllegalArgumentException if the question is blank
     */
    public CompletionStage<RunResult> askAsync(String question) {
        return askAsync(Question.of(question));
    }

    /**
     * Asks a question on a thread of its own. {@link #cancel} ends it early; questions that are asked meanwhile wait.
     *
     * @param question the question
     * @return completes with what came of it, or with what {@link #ask(Question)} throws
     */
    public CompletionStage<RunResult> askAsync(Question question) {
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        Task.start("massgen-ask", () -> {
            try {
                result.complete(ask(question));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        // a view that nobody can complete but this session
        return result.minimalCompletionStage();
    }

    private RunResult ask(Question question, List<EventListener> more) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            QuestionRun run = open(opener.fresh(watched(more)));
            RunResult result = carryOut(run, each -> {
                Attachments attachments = each.attach(question.files(), question.parts());
                return each.ask(new Asked(question.text(), attachments, history, previous));
            });
            remember(question.text(), result);
            return result;
        } finally {
            asking.unlock();
        }
    }

    /**
     * Goes on with a run that was interrupted, because its process or its machine died, and waits for what comes of it.
     * Model calls that had finished are not made again. The session's own conversation is not changed by it.
     *
     * @param run the id of the run
     * @param listener receives the events from now on
     * @return what came of it
     * @throws InterruptedException if the thread is interrupted; the run is cancelled
     * @throws ai.massgen.api.MassGenException if there is no such run, it is over or under way, or it began with another
     *     configuration
     * @throws IllegalStateException if the session is closed
     */
    public RunResult resume(String run, EventListener listener) throws InterruptedException {
        asking.lockInterruptibly();
        try {
            List<Exchange> before = opener.before(run);
            return carryOut(open(opener.interrupted(run, watched(List.of(listener)))), each -> each.resume(before));
        } finally {
            asking.unlock();
        }
    }

    private List<EventListener> watched(List<EventListener> more) {
        List<EventListener> all = new ArrayList<>(listeners);
        all.addAll(more);
        return all;
    }

    private void remember(String question, RunResult result) {
        if (result instanceof RunResult.Decided decided) {
            history.add(new Exchange(question, decided.answer()));
            previous = Optional.of(decided.runId());
        }
    }

    private RunResult carryOut(QuestionRun run, Body body) throws InterruptedException {
        try {
            return result(run, body.run(run));
        } finally {
            forget();
        }
    }

    private static RunResult result(QuestionRun run, Ending ending) {
        return switch (ending) {
            case Ending.Decided decided ->
                new RunResult.Decided(
                        run.id(),
                        run.directory(),
                        decided.answer(),
                        decided.winner(),
                        decided.tally(),
                        decided.presented(),
                        decided.json(),
                        run.spent());
            case Ending.NoAnswer none -> new RunResult.NoAnswer(run.id(), run.directory(), none.reasons(), run.spent());
            case Ending.Cancelled cancelled ->
                new RunResult.Cancelled(run.id(), run.directory(), cancelled.answer(), run.spent());
            case Ending.Failed failed ->
                new RunResult.Failed(run.id(), run.directory(), failed.code(), failed.message(), run.spent());
        };
    }

    private QuestionRun open(QuestionRun run) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            current = Optional.of(run);
            return run;
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        lock.lock();
        try {
            current = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the question that is being asked with what there is, if there is one: the votes that count decide now, and the
     * winner presents in the time reserved for it. {@link #ask} returns {@link RunResult.Decided}, or
     * {@link RunResult.Cancelled} if nobody has an answer yet.
     */
    public void wrapUp() {
        lock.lock();
        try {
            current.ifPresent(QuestionRun::wrapUp);
        } finally {
            lock.unlock();
        }
    }

    /** Cancels the question that is being asked, if there is one: {@link #ask} returns {@link RunResult.Cancelled}. */
    public void cancel() {
        lock.lock();
        try {
            current.ifPresent(QuestionRun::cancel);
        } finally {
            lock.unlock();
        }
    }

    /** Cancels what is being asked and takes no more questions. Idempotent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        cancel();
        ended.accept(this);
    }
}
