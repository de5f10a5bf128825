package ai.massgen.core.pace;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.RateLimits;
import ai.massgen.api.backend.StopReason;
import ai.massgen.core.config.PaceConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Settings, replies and a clock for tests of pacing. */
final class Paces {
    static final PaceConfig DEFAULT = of(Optional.empty(), Optional.empty(), Optional.empty());

    private Paces() {}

    static PaceConfig of(Optional<Integer> requests, Optional<Long> tokens, Optional<Integer> parallel) {
        return new PaceConfig(
                3,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                requests,
                tokens,
                parallel,
                3,
                Duration.ofSeconds(10));
    }

    static PaceConfig parallel(int most) {
        return of(Optional.empty(), Optional.empty(), Optional.of(most));
    }

    /** Whoever waits for a while finds that the while is over; whoever waits for a signal waits for it. */
    static final class Clock implements Ticks {
        private final AtomicLong now = new AtomicLong(1_000_000_000_000L);

        @Override
        public long now() {
            return now.get();
        }

        void pass(Duration time) {
            now.addAndGet(time.toNanos());
        }

        @Override
        @SuppressWarnings("WaitNotInLoop")
        public void await(Condition changed, long nanos) throws InterruptedException {
            if (nanos == Long.MAX_VALUE) {
                changed.await();
            } else {
                now.addAndGet(nanos);
            }
        }
    }

    static ModelReply reply() {
        return ModelReply.builder(StopReason.END).build();
    }

    static ModelReply reply(long requestsLeft, long tokensLeft, Duration reset) {
        return ModelReply.builder(StopReason.END)
                .rateLimits(
                        new RateLimits(OptionalLong.of(requestsLeft), OptionalLong.of(tokensLeft), Optional.of(reset)))
                .build();
    }

    static ModelReply used(long tokens, long cached) {
        return ModelReply.builder(StopReason.END)
                .usage(new Usage(tokens, 0, cached, 0))
                .build();
    }

    static BackendException failure(BackendException.Kind kind) {
        return new BackendException(kind, "no");
    }

    static BackendException failure(BackendException.Kind kind, Duration retryAfter) {
        return new BackendException(kind, "no", null, retryAfter, null);
    }
}
