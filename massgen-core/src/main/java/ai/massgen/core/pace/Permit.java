package ai.massgen.core.pace;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import java.time.Duration;
import java.util.Optional;

/** The permission to make one call. What comes of the call teaches the lane. Used by the thread of the call. */
public interface Permit extends AutoCloseable {
    /** The permission where there are no limits. */
    Permit FREE = new Permit() {
        @Override
        public void heard() {}

        @Override
        public Optional<BreakerChange> succeeded(ModelReply reply) {
            return Optional.empty();
        }

        @Override
        public Optional<BreakerChange> failed(BackendException failure, Optional<Duration> retryIn) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /** The reply has begun to arrive. */
    void heard();

    /**
     * The call has its reply.
     *
     * @param reply the reply
     * @return what that changes
     */
    Optional<BreakerChange> succeeded(ModelReply reply);

    /**
     * The call has failed.
     *
     * @param failure how
     * @param retryIn after which pause it will be made again, empty if never
     * @return what that changes
     */
    Optional<BreakerChange> failed(BackendException failure, Optional<Duration> retryIn);

    /** The call is over. If nothing has come of it, it was given up. Idempotent. */
    @Override
    void close();
}
