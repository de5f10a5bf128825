package ai.massgen.cli;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets a signal end what is being done, orderly the first time. Thread-safe. */
final class Cancellation {
    /** What a signal asks the one who received it to do. */
    enum Demand {
        /** Nothing more: what is being done ends by itself. */
        NONE,
        /** End the process: nothing is open. */
        EXIT,
        /** End the process, after a short wait for what is being closed. */
        LEAVE
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private @Nullable Runnable cancel;
    private OptionalInt signal = OptionalInt.empty();

    /**
     * Does something that a signal can end.
     *
     * @param how ends it, from another thread
     * @param body what to do
     */
    <T> T during(Runnable how, Callable<T> body) throws Exception {
        begin(how);
        try {
            return body.call();
        } finally {
            end();
        }
    }

    private void begin(Runnable how) {
        lock.lock();
        try {
            cancel = how;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            cancel = null;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a signal.
     *
     * @param number its number
     * @return what is left to do
     */
    Demand signalled(int number) {
        Runnable how;
        lock.lock();
        try {
            if (cancel == null) {
                return Demand.EXIT;
            }
            if (signal.isPresent()) {
                return Demand.LEAVE;
            }
            signal = OptionalInt.of(number);
            how = cancel;
        } finally {
            lock.unlock();
        }
        how.run();
        return Demand.NONE;
    }

    /** The signal that was received, if there was one. */
    OptionalInt signal() {
        lock.lock();
        try {
            return signal;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is being done any more, or the time is over. */
    void awaitIdle(Duration limit) throws InterruptedException {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (cancel != null && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
