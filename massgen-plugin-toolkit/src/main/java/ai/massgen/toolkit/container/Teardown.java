package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.io.BackgroundThread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Everything that has to be undone for one container, collected while it is made. Undoing happens once, on a thread of its
 * own: an interrupt of whoever asked for it would close the connections that it needs. It is done when nobody makes the
 * container any more, either. A step that fails is reported and the next one still runs.
 */
public final class Teardown implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final String name;
    private final Consumer<String> warnings;
    private final Consumer<Teardown> finished;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch made = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean closing;

    Teardown(String name, Consumer<String> warnings, Consumer<Teardown> finished) {
        this.name = name;
        this.warnings = warnings;
        this.finished = finished;
    }

    /** One thing to undo. */
    public interface Step {
        /**
         * Undoes it.
         *
         * @throws IOException if that was not possible, or not for sure
         * @throws InterruptedException if the thread is interrupted
         */
        void run() throws IOException, InterruptedException;
    }

    /**
     * Adds a step that runs before all others so far.
     *
     * @param step what to undo; if undoing has begun, it runs at once
     * @throws SandboxException of kind LOST if undoing has begun
     */
    public void first(Step step) {
        add(step, true);
    }

    /**
     * Adds a step that runs after all others so far.
     *
     * @param step what to undo; if undoing has begun, it runs at once
     * @throws SandboxException of kind LOST if undoing has begun
     */
    public void last(Step step) {
        add(step, false);
    }

    private void add(Step step, boolean first) {
        lock.lock();
        try {
            if (!closing) {
                if (first) {
                    steps.addFirst(step);
                } else {
                    steps.addLast(step);
                }
                return;
            }
        } finally {
            lock.unlock();
        }
        run(step);
        throw new SandboxException(Kind.LOST, "container " + name + ": the sandbox was closed during its start");
    }

    /** Tells that the container is made, or will never be: no further step will be added by its maker. */
    void made() {
        made.countDown();
    }

    /** Undoes everything and waits for it, within a bound. An interrupt does not shorten it, and is kept. */
    @Override
    public void close() {
        begin();
        boolean interrupted = false;
        long end = System.nanoTime() + BOUND.toNanos();
        while (true) {
            try {
                if (!done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    warnings.accept("container " + name + " is still being removed after " + BOUND.toSeconds() + " s");
                }
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts undoing and does not wait for it. Does nothing if that has been started before. */
    void begin() {
        List<Step> todo;
        lock.lock();
        try {
            if (closing) {
                return;
            }
            closing = true;
            todo = new ArrayList<>(steps);
        } finally {
            lock.unlock();
        }
        BackgroundThread.virtual("massgen-close-" + name, () -> {
            todo.forEach(this::run);
            run(made::await);
            finished.accept(this);
            done.countDown();
        });
    }

    private void run(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            warnings.accept("container " + name + ": something may be left behind, which a later run removes: "
                    + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
