package ai.massgen.core.engine;

import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Interrupts the thread that opened it when time is up, unless it is closed before. For plugins that do not keep their
 * own time limits. Closing takes back an interrupt of its own and no other's, as long as nobody else interrupts at the
 * same moment; who does must leave a mark besides the interrupt.
 */
final class Deadline implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread guarded = Thread.currentThread();
    private final Task timer;
    private boolean closed;
    private boolean passed;

    private Deadline(Duration limit) {
        this.timer = Task.start("massgen-deadline", () -> expireAfter(limit));
    }

    static Deadline in(Duration limit) {
        return new Deadline(limit);
    }

    private void expireAfter(Duration limit) {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException e) {
            return;
        }
        lock.lock();
        try {
            if (!closed) {
                passed = true;
                guarded.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean passed() {
        lock.lock();
        try {
            return passed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (passed) {
                Thread.interrupted();
            }
        } finally {
            lock.unlock();
        }
        timer.interrupt();
    }
}
