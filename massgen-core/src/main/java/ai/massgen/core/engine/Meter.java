package ai.massgen.core.engine;

import ai.massgen.api.Usage;
import java.util.concurrent.locks.ReentrantLock;

/** Counts model calls and tokens of a run. Thread-safe. */
final class Meter {
    private final ReentrantLock lock = new ReentrantLock();
    private Usage usage = Usage.ZERO;
    private int calls;

    void called() {
        lock.lock();
        try {
            calls++;
        } finally {
            lock.unlock();
        }
    }

    void used(Usage more) {
        lock.lock();
        try {
            usage = usage.plus(more);
        } finally {
            lock.unlock();
        }
    }

    Usage usage() {
        lock.lock();
        try {
            return usage;
        } finally {
            lock.unlock();
        }
    }

    int calls() {
        lock.lock();
        try {
            return calls;
        } finally {
            lock.unlock();
        }
    }
}
