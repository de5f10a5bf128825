package ai.massgen.core.pace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BreakerTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final long NANOS = PAUSE.toNanos();

    private final Breaker breaker = new Breaker(3, PAUSE);

    private void open() {
        breaker.failed(false, 0);
        breaker.failed(false, 0);
        assertThat(breaker.failed(false, 0)).contains(new BreakerChange.Opened(PAUSE, false));
    }

    @Test
    void itOpensAfterSoManyFailuresInARow() {
        assertThat(breaker.failed(false, 0)).isEmpty();
        assertThat(breaker.failed(false, 0)).isEmpty();
        assertThat(breaker.answered(false)).isEmpty();
        open();
        assertThat(breaker.nanosUntilOpen(4)).isEqualTo(NANOS - 4);
    }

    @Test
    void whileItIsOpenForTheFirstTimeCallsWait() {
        open();

        assertThat(breaker.refuses(0)).isFalse();
        assertThat(breaker.nanosUntilOpen(NANOS)).isZero();
    }

    @Test
    void oneCallSeesHowThingsAreAndTheOthersWaitForIt() {
        open();

        assertThat(breaker.begin()).isTrue();
        assertThat(breaker.nanosUntilOpen(NANOS)).isEqualTo(Long.MAX_VALUE);
        assertThat(breaker.answered(true)).contains(new BreakerChange.Closed());
        assertThat(breaker.nanosUntilOpen(NANOS)).isZero();
        assertThat(breaker.begin()).isFalse();
    }

    @Test
    void ifTryingDoesNotHelpCallsAreRefusedForTwiceAsLong() {
        open();
        breaker.begin();

        assertThat(breaker.failed(true, NANOS)).contains(new BreakerChange.Opened(PAUSE.multipliedBy(2), true));
        assertThat(breaker.refuses(NANOS)).isTrue();
        assertThat(breaker.refuses(3 * NANOS)).isFalse();
        assertThat(breaker.begin()).isTrue();
    }

    @Test
    void callsThatBeganBeforeItOpenedSayNothingAboutNow() {
        open();
        breaker.begin();

        assertThat(breaker.failed(false, NANOS)).isEmpty();
        assertThat(breaker.answered(false)).isEmpty();
        assertThat(breaker.answered(true)).isPresent();
    }

    @Test
    void aTrialThatIsGivenUpLeavesRoomForAnother() {
        open();
        breaker.begin();
        breaker.abandon(NANOS);

        assertThat(breaker.nanosUntilOpen(NANOS)).isZero();
        assertThat(breaker.begin()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatCountsIsThatTheProviderIsNotWell(Kind kind) {
        assertThat(Breaker.counts(kind))
                .isEqualTo(kind == Kind.OVERLOADED || kind == Kind.UNAVAILABLE || kind == Kind.TIMEOUT);
    }
}
