package ai.massgen.core.engine;

import ai.massgen.api.backend.BackendException;
import ai.massgen.core.config.PaceConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to ask a model again. Only failures whose kind is retryable, only if nothing of the reply was delivered, a bounded
 * number of times, after a wait with full jitter that is never shorter than what the provider asks for.
 *
 * @param attempts how often to ask in all, at least 1
 * @param base the longest wait before the second attempt; doubles with each further one
 * @param ceiling the longest wait of ours; a provider that asks for more than this is not waited for
 */
record RetryPolicy(int attempts, Duration base, Duration ceiling) {
    RetryPolicy {
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt, got " + attempts);
        }
    }

    static RetryPolicy of(PaceConfig pace) {
        return new RetryPolicy(pace.attempts(), pace.backoff(), pace.longestWait());
    }

    Optional<Duration> retryAfter(
            int attempt, BackendException failure, boolean delivered, RandomGenerator randomness) {
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        if (attempt >= attempts || delivered || !failure.kind().retryable() || asked.compareTo(ceiling) > 0) {
            return Optional.empty();
        }
        long longest = Math.min(ceiling.toMillis(), base.toMillis() << Math.min(attempt - 1, 20));
        Duration jittered = Duration.ofMillis(randomness.nextLong(longest + 1));
        return Optional.of(asked.plus(jittered));
    }
}
