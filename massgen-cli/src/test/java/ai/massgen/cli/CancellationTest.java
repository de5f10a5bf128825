package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Cancellation.Demand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final List<String> cancelled = new ArrayList<>();

    @Test
    void whenNothingIsOpenTheProcessMayEndAtOnce() {
        assertThat(cancellation.signalled(2)).isEqualTo(Demand.EXIT);
        assertThat(cancellation.signal()).isEmpty();
    }

    @Test
    void theFirstSignalCancelsAndTheSecondLeaves() throws Exception {
        String result = cancellation.during(() -> cancelled.add("once"), () -> {
            assertThat(cancellation.signalled(15)).isEqualTo(Demand.NONE);
            assertThat(cancellation.signalled(2)).isEqualTo(Demand.LEAVE);
            return "ended";
        });

        assertThat(result).isEqualTo("ended");
        assertThat(cancelled).containsExactly("once");
        assertThat(ExitCode.signalled(cancellation)).isEqualTo(143);
    }

    @Test
    void eachInterruptEndsMoreFirmly() throws Exception {
        cancellation.during(List.of(() -> cancelled.add("gently"), () -> cancelled.add("firmly")), () -> {
            assertThat(cancellation.signalled(2)).isEqualTo(Demand.NONE);
            assertThat(cancelled).containsExactly("gently");
            assertThat(cancellation.signalled(2)).isEqualTo(Demand.NONE);
            assertThat(cancelled).containsExactly("gently", "firmly");
            return cancellation.signalled(2);
        });

        assertThat(ExitCode.signalled(cancellation)).isEqualTo(130);
    }

    @Test
    void aTerminationIsFirmAtOnce() throws Exception {
        cancellation.during(List.of(() -> cancelled.add("gently"), () -> cancelled.add("firmly")), () -> {
            assertThat(cancellation.signalled(15)).isEqualTo(Demand.NONE);
            return cancellation.signalled(15);
        });

        assertThat(cancelled).containsExactly("firmly");
    }

    @Test
    void whatHasEndedIsNotCancelled() throws Exception {
        cancellation.during(() -> cancelled.add("too late"), () -> "done");

        assertThat(cancellation.signalled(2)).isEqualTo(Demand.EXIT);
        assertThat(cancelled).isEmpty();
    }

    @Test
    void waitingForTheEndHasALimit() throws Exception {
        boolean waited = cancellation.during(() -> cancelled.add("never"), () -> {
            cancellation.awaitIdle(Duration.ofMillis(1));
            return true;
        });

        assertThat(waited).isTrue();
        cancellation.awaitIdle(Duration.ofDays(1));
    }
}
