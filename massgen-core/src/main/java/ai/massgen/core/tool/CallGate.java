package ai.massgen.core.tool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets only so many calls into one server at once, and only so many wait. Thread-safe. */
final class CallGate {
    static final int RUNNING = 8;
    static final int WAITING = 64;

    private final Semaphore running = new Semaphore(RUNNING, true);
    private final Semaphore present = new Semaphore(RUNNING + WAITING);

    /** A place in the gate. Closing it lets the next call in. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for a place.
     *
     * @param patience how long to wait
     * @return the place, or empty if too many wait already or none came free in time
     * @throws InterruptedException if the thread is interrupted
     */
    Optional<Place> enter(Duration patience) throws InterruptedException {
        if (!present.tryAcquire()) {
            return Optional.empty();
        }
        boolean entered = false;
        try {
            entered = running.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            if (!entered) {
                present.release();
            }
        }
        return entered ? Optional.of(this::leave) : Optional.empty();
    }

    private void leave() {
        running.release();
        present.release();
    }
}
