package ai.massgen.core.task;

import java.time.Duration;

/** Work on a thread of its own. Stopping it is an interrupt, nothing else. Thread-safe. */
public final class Task {
    private final Thread thread;

    private Task(Thread thread) {
        this.thread = thread;
    }

    /**
     * Starts work on a virtual thread.
     *
     * @param name the thread's name
     * @param body the work; an exception that escapes goes to the thread's uncaught exception handler
     * @return the running task
     */
    public static Task start(String name, Runnable body) {
        return new Task(Thread.ofVirtual().name(name).start(body));
    }

    /**
     * Starts work on a daemon platform thread, for blocking calls that would pin a virtual thread's carrier.
     *
     * @param name the thread's name
     * @param body the work
     * @return the running task
     */
    public static Task startPlatform(String name, Runnable body) {
        return new Task(Thread.ofPlatform().daemon().name(name).start(body));
    }

    /** Asks the work to stop. */
    public void interrupt() {
        thread.interrupt();
    }

    /**
     * Whether the work has ended.
     *
     * @return true once nothing of it runs
     */
    public boolean isOver() {
        return !thread.isAlive();
    }

    /**
     * Waits for the work to end.
     *
     * @param timeout how long to wait
     * @return whether it has ended
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public boolean join(Duration timeout) throws InterruptedException {
        return thread.join(timeout);
    }

    /**
     * Asks the work to stop and waits for it to end, also when the waiting thread is interrupted, whose flag is kept.
     *
     * @param timeout how long to wait
     * @return whether it has ended
     */
    public boolean stop(Duration timeout) {
        thread.interrupt();
        return await(timeout);
    }

    /**
     * Waits for the work to end, also when the waiting thread is interrupted, whose flag is kept.
     *
     * @param timeout how long to wait
     * @return whether it has ended
     */
    public boolean await(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
