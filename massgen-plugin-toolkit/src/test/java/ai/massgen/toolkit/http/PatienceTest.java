package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ofMinutes(10));

    @Test
    void theFirstByteIsAwaitedFromTheStart() {
        Patience patience = new Patience(TIMEOUTS);
        assertThat(patience.nanosLeft())
                .isPositive()
                .isLessThanOrEqualTo(TIMEOUTS.firstToken().toNanos());
        assertThat(patience.verdict()).isEqualTo("sent no byte of a reply within 120 s");
    }

    @Test
    void silenceCountsFromTheMomentSomebodyWaits() {
        Patience patience = new Patience(TIMEOUTS);
        patience.pieceArrived();
        assertThat(patience.nanosLeft()).isEqualTo(TIMEOUTS.idle().toNanos());
    }

    @Test
    void theWaitForFurtherPiecesGetsOnlyShorter() {
        Patience patience = new Patience(TIMEOUTS);
        patience.shorten(Duration.ofSeconds(3));
        patience.shorten(Duration.ofHours(1));
        assertThat(patience.nanosLeft()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(patience.verdict()).isEqualTo("fell silent for 3 s in the middle of its reply");
    }

    @Test
    void limitsBeyondALifetimeAreNoOverflow() {
        Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
        assertThat(new Patience(new Timeouts(ever, ever, ever)).nanosLeft()).isPositive();
    }
}
