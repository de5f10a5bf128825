package ai.massgen.core.pace;

import ai.massgen.api.backend.BackendException;
import java.time.Duration;
import java.util.Optional;

/** Where calls that share a quota wait for their turn. Thread-safe. */
@FunctionalInterface
public interface Lane {
    /** The lane of models that nothing limits. */
    Lane FREE = (tokens, waiting) -> Permit.FREE;

    /**
     * Waits for the turn of a call.
     *
     * @param tokens how many tokens the call will take, roughly
     * @param waiting told once if the call has to wait, on this thread, before it does
     * @return the permission, to be closed when the call is over
     * @throws BackendException if the call must not be made: the provider keeps failing, or has asked for more patience than
     *     a call has
     * @throws InterruptedException if the thread is interrupted
     */
    Permit enter(long tokens, Waiting waiting) throws InterruptedException;

    /** Is told that a call waits. */
    @FunctionalInterface
    interface Waiting {
        /**
         * A call waits.
         *
         * @param reason why: {@code turn}, {@code provider}, {@code limits} or {@code breaker}
         * @param atLeast for how long at least, empty if that depends on other calls
         */
        void on(String reason, Optional<Duration> atLeast);
    }
}
