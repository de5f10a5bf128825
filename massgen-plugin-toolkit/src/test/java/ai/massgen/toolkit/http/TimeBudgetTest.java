package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    @Test
    void theTotalShrinksAndTheOtherLimitsStay() {
        Timeouts left =
                new TimeBudget(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofHours(1))).left();
        assertThat(left.firstToken()).isEqualTo(Duration.ofSeconds(3));
        assertThat(left.idle()).isEqualTo(Duration.ofSeconds(2));
        assertThat(left.total()).isLessThan(Duration.ofHours(1)).isGreaterThan(Duration.ofMinutes(50));
    }

    @Test
    void whenNothingIsLeftTheNextExchangeExpiresAtOnce() {
        Timeouts left =
                new TimeBudget(new Timeouts(Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofNanos(1))).left();
        assertThat(left.total()).isEqualTo(Duration.ofMillis(1));
    }
}
