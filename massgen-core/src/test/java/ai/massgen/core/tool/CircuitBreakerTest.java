package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // a clock may pass the end of its numbers
    private final CircuitBreaker breaker = new CircuitBreaker(now::get);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void aFewFailuresAreAllowed() {
        fail(CircuitBreaker.FAILURES - 1);

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.left()).isZero();
    }

    @Test
    void aSuccessInBetweenForgetsThem() {
        fail(CircuitBreaker.FAILURES - 1);
        breaker.succeeded();
        fail(CircuitBreaker.FAILURES - 1);

        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void thenNothingIsStartedForAWhile() {
        fail(CircuitBreaker.FAILURES);

        assertThat(breaker.allows()).isFalse();
        assertThat(breaker.left()).isEqualTo(CircuitBreaker.FIRST_PAUSE);
        pass(CircuitBreaker.FIRST_PAUSE.minusNanos(1));
        assertThat(breaker.allows()).isFalse();
        pass(Duration.ofNanos(1));
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void aTrialThatFailsMakesThePauseTwiceAsLongUpToABound() {
        fail(CircuitBreaker.FAILURES);
        Duration pause = CircuitBreaker.FIRST_PAUSE;
        for (int i = 0; i < 10; i++) {
            pass(pause);
            assertThat(breaker.allows()).isTrue();
            breaker.failed();
            pause = breaker.left();
        }

        assertThat(pause).isEqualTo(CircuitBreaker.LONGEST_PAUSE);
    }

    @Test
    void aTrialThatSucceedsClosesIt() {
        fail(CircuitBreaker.FAILURES);
        pass(CircuitBreaker.FIRST_PAUSE);
        assertThat(breaker.allows()).isTrue();
        breaker.succeeded();
        fail(CircuitBreaker.FAILURES - 1);

        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void aTrialThatCameToNothingMayBeRepeated() {
        fail(CircuitBreaker.FAILURES);
        pass(CircuitBreaker.FIRST_PAUSE);

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
    }
}
