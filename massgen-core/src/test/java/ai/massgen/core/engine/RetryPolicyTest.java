package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final SplittableRandom RANDOM = new SplittableRandom(42);
    private final RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(500), Duration.ofMinutes(1));

    private static BackendException failure(Kind kind, Duration retryAfter) {
        return new BackendException(kind, "m", null, retryAfter, null);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyRetryableKindsAreAskedAgain(Kind kind) {
        assertThat(policy.retryAfter(1, new BackendException(kind, "m"), false, RANDOM)
                        .isPresent())
                .isEqualTo(kind.retryable());
    }

    @Test
    void nothingIsAskedAgainAfterTheFirstPieceWasDelivered() {
        assertThat(policy.retryAfter(1, new BackendException(Kind.TRUNCATED, "m"), true, RANDOM))
                .isEmpty();
    }

    @Test
    void attemptsAreBounded() {
        BackendException failure = new BackendException(Kind.OVERLOADED, "m");

        assertThat(policy.retryAfter(2, failure, false, RANDOM)).isPresent();
        assertThat(policy.retryAfter(3, failure, false, RANDOM)).isEmpty();
    }

    @Test
    void theWaitIsNeverShorterThanTheProviderAsksFor() {
        for (int i = 0; i < 1000; i++) {
            Optional<Duration> wait =
                    policy.retryAfter(1, failure(Kind.RATE_LIMITED, Duration.ofSeconds(12)), false, RANDOM);

            assertThat(wait.orElseThrow()).isBetween(Duration.ofSeconds(12), Duration.ofMillis(12_500));
        }
    }

    @Test
    void aProviderThatAsksForAnHourIsNotWaitedFor() {
        assertThat(policy.retryAfter(1, failure(Kind.RATE_LIMITED, Duration.ofHours(1)), false, RANDOM))
                .isEmpty();
    }

    @Test
    void jitterIsFullAndDoubles() {
        RetryPolicy many = new RetryPolicy(100, Duration.ofMillis(500), Duration.ofMinutes(1));
        BackendException failure = new BackendException(Kind.UNAVAILABLE, "m");
        long longest = 0;
        for (int i = 0; i < 2000; i++) {
            longest = Math.max(
                    longest,
                    many.retryAfter(3, failure, false, RANDOM).orElseThrow().toMillis());
        }

        assertThat(longest).isBetween(1800L, 2000L);
        assertThat(many.retryAfter(99, failure, false, RANDOM).orElseThrow())
                .isLessThanOrEqualTo(Duration.ofMinutes(1));
    }
}
