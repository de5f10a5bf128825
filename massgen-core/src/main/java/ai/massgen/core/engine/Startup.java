package ai.massgen.core.engine;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets a run be cancelled while it is being opened, when there is no conductor yet to ask: the opening thread is
 * interrupted. Thread-safe.
 */
final class Startup {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread opening;
    private boolean cancelled;

    /** Begins the opening on the current thread. */
    void begin() throws InterruptedException {
        lock.lock();
        try {
            if (cancelled) {
                throw new InterruptedException("cancelled before it began");
            }
            opening = Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the opening: from now on the conductor's inbox is told. */
    void end() {
        lock.lock();
        try {
            opening = null;
        } finally {
            lock.unlock();
        }
    }

    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (opening != null) {
                opening.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    boolean cancelled() {
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }
}
