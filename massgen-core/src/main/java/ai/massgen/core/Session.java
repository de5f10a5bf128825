package ai.massgen.core;

import ai.massgen.core.engine.Ending;
import ai.massgen.core.engine.QuestionRun;
import ai.massgen.core.event.EventListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Asks questions of the agents of a {@link MassGen}, one at a time. {@link #cancel} and {@link #close} may be called from
 * any thread.
 */
public final class Session implements AutoCloseable {
    private final Function<List<EventListener>, QuestionRun> runs;
    private final List<EventListener> listeners;
    private final ReentrantLock asking = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<QuestionRun> current = Optional.empty();
    private boolean closed;

    Session(Function<List<EventListener>, QuestionRun> runs, List<EventListener> listeners) {
        this.runs = runs;
        this.listeners = List.copyOf(listeners);
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
        return ask(question, List.of());
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
        return ask(question, List.of(listener));
    }

    private RunResult ask(String question, List<EventListener> more) throws InterruptedException {
        if (question.isBlank()) {
            throw new IllegalArgumentException("the question is blank");
        }
        List<EventListener> all = new ArrayList<>(listeners);
        all.addAll(more);
        asking.lockInterruptibly();
        try {
            QuestionRun run = open(all);
            try {
                return result(run, run.ask(question));
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
                        decided.presented());
            case Ending.NoAnswer none -> new RunResult.NoAnswer(run.id(), run.directory(), none.reasons());
            case Ending.Cancelled cancelled -> new RunResult.Cancelled(run.id(), run.directory(), cancelled.answer());
            case Ending.Failed failed ->
                new RunResult.Failed(run.id(), run.directory(), failed.code(), failed.message());
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
    }
}
