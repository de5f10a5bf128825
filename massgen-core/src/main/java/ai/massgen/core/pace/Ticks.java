package ai.massgen.core.pace;

import java.util.concurrent.locks.Condition;

/** Time as lanes see it. Injected, so that tests of waiting do not wait. */
public interface Ticks {
    /** The time of this machine, which only goes forward. */
    Ticks REAL = new Ticks() {
        @Override
        public long now() {
            return System.nanoTime();
        }

        // Whoever calls this looks again at what it waits for, so it does not matter why the wait ended.
        @Override
        @SuppressWarnings("WaitNotInLoop")
        public void await(Condition changed, long nanos) throws InterruptedException {
            long unused = changed.awaitNanos(nanos);
        }
    };

    /**
     * The time.
     *
     * @return nanoseconds from some moment on
     */
    long now();

    /**
     * Waits until a condition is signalled, but no longer than a while. May return early.
     *
     * @param changed the condition, whose lock the caller holds
     * @param nanos how long at most
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Condition changed, long nanos) throws InterruptedException;
}
