package ai.massgen.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets signals end what is being done, more firmly each time: an interrupt asks for the next gentlest end, any other signal
 * for the firmest at once. Thread-safe.
 */
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

    private static final int INTERRUPT = 2;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Deque<Runnable> ends = new ArrayDeque<>();
    private boolean busy;
    private OptionalInt signal = OptionalInt.empty();

    /**
     * Does something that a signal can end.
     *
     * @param how ends it, from another thread
     * @param body what to do
     */
    <T> T during(Runnable how, Callable<T> body) throws Exception {
        return during(List.of(how), body);
    }

    /**
     * Does something that signals can end.
     *
     * @param how what ends it, from another thread, gentlest first
     * @param body what to do
     */
    <T> T during(List<Runnable> how, Callable<T> body) throws Exception {
        begin(how);
        try {
            return body.call();
        } finally {
            end();
        }
    }

    private void begin(List<Runnable> how) {
        lock.lock();
        try {
            busy = true;
            ends.addAll(how);
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            busy = false;
            ends.clear();
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
            if (!busy) {
                return Demand.EXIT;
            }
            how = number == INTERRUPT ? ends.pollFirst() : ends.pollLast();
            if (how == null) {
                return Demand.LEAVE;
            }
            if (number != INTERRUPT) {
                ends.clear();
            }
            signal = signal.isPresent() ? signal : OptionalInt.of(number);
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
            while (busy && left > 0) {
                left = idle.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
