package ai.massgen.toolkit.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AlarmTest {
    private final AtomicInteger rings = new AtomicInteger();
    private final CountDownLatch rung = new CountDownLatch(1);

    private Alarm after(Duration delay) {
        return Alarm.after("test-alarm", delay, () -> {
            rings.incrementAndGet();
            rung.countDown();
        });
    }

    @Test
    void itRingsOnceWhenTimeIsUp() throws Exception {
        try (Alarm alarm = after(Duration.ofMillis(10))) {
            assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(alarm.rang()).isTrue();
            assertThat(alarm.callOff()).isFalse();
            assertThat(rings).hasValue(1);
        }
    }

    @Test
    void aTimeThatHasPassedRingsAtOnce() throws Exception {
        try (Alarm alarm = after(Duration.ofSeconds(-1))) {
            assertThat(rung.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(alarm.rang()).isTrue();
        }
    }

    @Test
    void onceCalledOffItNeverRings() throws Exception {
        Alarm alarm = after(Duration.ofMillis(200));
        assertThat(alarm.callOff()).isTrue();
        assertThat(alarm.callOff()).isTrue();
        assertThat(alarm.rang()).isFalse();
        assertThat(rung.await(400, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void callingOffAndRingingAtTheSameMomentAgree() {
        for (int i = 0; i < 500; i++) {
            Alarm alarm = after(Duration.ofNanos(i * 1_000L));
            assertThat(alarm.callOff()).isNotEqualTo(alarm.rang());
        }
    }
}
