package ai.massgen.core.pace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException.Kind;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the next call may begin. */
class TrafficTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long MINUTE = 60 * SECOND;

    private final Traffic traffic = new Traffic(Paces.DEFAULT, 0);

    private long nanos(long tokens, long now) {
        return traffic.untilNext(tokens, now).nanos();
    }

    @Test
    void withoutAnyNewsNothingWaits() {
        for (int i = 0; i < 100; i++) {
            assertThat(nanos(1_000_000, i)).isZero();
            traffic.begin(1_000_000, i);
        }
    }

    @Test
    void whenTheProviderSaysThatNoRequestIsLeftTheNextWaitsForTheWindowsEnd() {
        Traffic.Begun call = traffic.begin(10, 0);
        traffic.succeeded(call, Paces.reply(0, 1000, Duration.ofSeconds(20)), 3 * SECOND, 5 * SECOND);

        assertThat(nanos(10, 5 * SECOND)).isEqualTo(18 * SECOND);
        assertThat(traffic.untilNext(10, 5 * SECOND).reason()).isEqualTo(Wait.Reason.PROVIDER);
        assertThat(nanos(10, 23 * SECOND)).isZero();
    }

    @Test
    void aCallThatWouldNotFitIntoTheTokensThatAreLeftWaits() {
        traffic.succeeded(traffic.begin(10, 0), Paces.reply(5, 500, Duration.ofSeconds(20)), 0, 0);

        assertThat(nanos(500, 0)).isZero();
        assertThat(nanos(501, 0)).isEqualTo(20 * SECOND);
    }

    @Test
    void callsThatBeganAfterTheOneThatTellsAreTakenOff() {
        Traffic.Begun first = traffic.begin(10, 0);
        traffic.begin(300, 0);
        traffic.begin(10, 0);
        traffic.succeeded(first, Paces.reply(3, 500, Duration.ofSeconds(20)), 0, 0);

        assertThat(nanos(191, 0)).isEqualTo(20 * SECOND);
        assertThat(nanos(190, 0)).isZero();
        traffic.begin(0, 0);
        assertThat(nanos(0, 0)).isEqualTo(20 * SECOND);
    }

    @Test
    void anOlderReplyThatComesLaterTellsNothing() {
        Traffic.Begun first = traffic.begin(1, 0);
        Traffic.Begun second = traffic.begin(1, 0);
        traffic.succeeded(second, Paces.reply(50, 5000, Duration.ofSeconds(20)), 0, 0);
        traffic.succeeded(first, Paces.reply(0, 0, Duration.ofSeconds(20)), 0, 0);

        assertThat(nanos(10, 0)).isZero();
    }

    @Test
    void numbersThatMakeNoSenseAreNotBelieved() {
        traffic.succeeded(traffic.begin(1, 0), Paces.reply(-1, -1, Duration.ofSeconds(20)), 0, 0);

        assertThat(nanos(10, 0)).isZero();
    }

    @Test
    void aWindowOfHoursIsBelievedForAMinuteOnly() {
        traffic.succeeded(traffic.begin(1, 0), Paces.reply(0, 0, Duration.ofHours(8)), 0, 0);

        assertThat(nanos(10, 0)).isEqualTo(MINUTE);
        assertThat(traffic.refusal(0)).isEmpty();
    }

    @Test
    void retryAfterHoldsForEverybody() {
        traffic.failed(
                traffic.begin(1, 0),
                Paces.failure(Kind.RATE_LIMITED, Duration.ofSeconds(7)),
                Optional.of(Duration.ofSeconds(8)),
                SECOND);

        assertThat(nanos(1, SECOND)).isEqualTo(7 * SECOND);
    }

    @Test
    void withoutRetryAfterTheBackOffOfTheCallHoldsForEverybody() {
        traffic.failed(traffic.begin(1, 0), Paces.failure(Kind.RATE_LIMITED), Optional.of(Duration.ofSeconds(2)), 0);

        assertThat(nanos(1, 0)).isEqualTo(2 * SECOND);
    }

    @Test
    void aProviderThatAsksForAnHourIsNotWaitedForByAnybody() {
        traffic.failed(traffic.begin(1, 0), Paces.failure(Kind.RATE_LIMITED, Duration.ofHours(1)), Optional.empty(), 0);

        assertThat(traffic.refusal(0)).hasValueSatisfying(refusal -> {
            assertThat(refusal.kind()).isEqualTo(Kind.RATE_LIMITED);
            assertThat(refusal).hasMessageContaining("3600 s");
        });
        assertThat(traffic.refusal(59 * MINUTE)).isEmpty();
    }

    @Test
    void afterAComplaintCallsGoOneAtATimeAndEachSuccessLetsOneMoreGo() {
        Traffic.Begun complained = traffic.begin(1, 0);
        Traffic.Begun other = traffic.begin(1, 0);
        traffic.failed(complained, Paces.failure(Kind.OVERLOADED), Optional.empty(), 0);

        assertThat(traffic.untilNext(1, 0)).isEqualTo(Wait.untilSignalled(Wait.Reason.TURN));
        traffic.succeeded(other, Paces.reply(), 0, 0);
        traffic.begin(1, 0);
        assertThat(nanos(1, 0)).isZero();
        traffic.begin(1, 0);
        assertThat(nanos(1, 0)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theUsersOwnLimitsFillUpSteadily() {
        Traffic limited = new Traffic(Paces.of(Optional.of(2), Optional.of(600L), Optional.empty()), 0);
        limited.begin(300, 0);
        limited.begin(300, 0);

        assertThat(limited.untilNext(0, 0)).isEqualTo(new Wait(30 * SECOND, Wait.Reason.LIMITS));
        assertThat(limited.untilNext(300, 30 * SECOND)).isEqualTo(Wait.NONE);
        assertThat(limited.untilNext(301, 30 * SECOND).nanos()).isPositive();
    }

    @Test
    void whatACallReallyTookIsBookedWhenItIsKnown() {
        Traffic limited = new Traffic(Paces.of(Optional.empty(), Optional.of(600L), Optional.empty()), 0);
        Traffic.Begun call = limited.begin(100, 0);
        limited.succeeded(call, Paces.used(900, 200), 0, 0);

        assertThat(limited.untilNext(100, 0).nanos()).isEqualTo(20 * SECOND);
    }

    @Test
    void moreThanEverFitsWaitsForAFullBucketOnly() {
        Traffic limited = new Traffic(Paces.of(Optional.empty(), Optional.of(600L), Optional.empty()), 0);

        assertThat(limited.untilNext(10_000, 0)).isEqualTo(Wait.NONE);
        limited.begin(10_000, 0);
        assertThat(limited.untilNext(10_000, 0).nanos()).isGreaterThan(10 * MINUTE);
    }
}
