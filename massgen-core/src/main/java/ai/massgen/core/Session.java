package ai.massgen.core;

import ai.massgen.core.attach.Attachments;
import ai.massgen.core.engine.Ending;
import ai.massgen.core.engine.QuestionRun;
import ai.massgen.core.event.EventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks questions of the agents of a {@link MassGen}, one at a time. {@link #cancel} and {@link #close} may be called from
 * any thread.
 */
public final class Session implements AutoCloseable {
    private final Function<List<EventListener>, QuestionRun> runs;
    private final List<EventListener> listeners;
    private final Consumer<Session> ended;
    private final ReentrantLock asking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<QuestionRun> current = Optional.empty();
    private boolean closed;

    Session(Function<List<EventListener>, QuestionRun> runs, List<EventListener> listeners, Consumer<Session> ended) {
        this.runs = runs;
        this.listeners = List.copyOf(listeners);
        this.ended = ended;
    }

    /**
     * Asks a question and waits for what comes of it. When this method returns or throws, every container, thread and
     * connection of the run is gone.
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

    private RunResult ask(Question question, List<EventListener> more) throws InterruptedException {
        List<EventListener> all = new ArrayList<>(listeners);
        all.addAll(more);
        asking.lockInterruptibly();
        try {
            QuestionRun run = open(all);
            try {
                Attachments attachments = run.attach(question.files(), question.parts());
                return result(run, run.ask(question.text(), attachments));
            } finally {
                forget();
            }
        } finally {
            asking.unlock();
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

    private QuestionRun open(List<EventListener> all) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the session is closed");
            }
            QuestionRun run = runs.apply(all);
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
