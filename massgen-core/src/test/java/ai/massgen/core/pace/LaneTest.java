package ai.massgen.core.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LaneTest {
    private static final Lane.Waiting NOBODY = (reason, atLeast) -> {
        throw new AssertionError("waits: " + reason);
    };

    private final Paces.Clock clock = new Paces.Clock();

    private Lane lane() {
        return new QuotaLane(Paces.DEFAULT, clock);
    }

    @Test
    void whoHasNothingToWaitForGoesAtOnceAndNobodyIsTold() throws InterruptedException {
        Lane lane = lane();
        try (Permit one = lane.enter(1, NOBODY);
                Permit other = lane.enter(1, NOBODY)) {
            assertThat(one).isNotSameAs(other);
        }
    }

    @Test
    void aWaitIsToldBeforehandWithItsReason() throws InterruptedException {
        Lane lane = lane();
        Permit failed = lane.enter(1, NOBODY);
        failed.failed(Paces.failure(Kind.RATE_LIMITED, Duration.ofSeconds(4)), Optional.of(Duration.ofSeconds(4)));
        AtomicReference<String> told = new AtomicReference<>();
        long before = clock.now();

        lane.enter(1, (reason, atLeast) -> told.set(reason + " " + atLeast.orElseThrow()))
                .close();

        assertThat(told).hasValue("provider PT4S");
        assertThat(clock.now() - before).isEqualTo(Duration.ofSeconds(4).toNanos());
    }

    /** A waiter that lines up, and is in line when this returns. */
    private static Task inLine(Lane lane, String name, LinkedBlockingQueue<String> entered)
            throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        Task task = Task.start("waiter-" + name, () -> {
            try {
                Permit permit = lane.enter(1, (reason, atLeast) -> waits.countDown());
                entered.add(name);
                permit.close();
            } catch (InterruptedException e) {
                entered.add(name + " was interrupted");
            } catch (BackendException e) {
                entered.add(name + " was refused: " + e.kind());
            }
        });
        assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();
        return task;
    }

    @Test
    void callsGoInTheOrderInWhichTheyCame() throws InterruptedException {
        Lane lane = new QuotaLane(Paces.parallel(1), clock);
        LinkedBlockingQueue<String> entered = new LinkedBlockingQueue<>();
        Permit first = lane.enter(1, NOBODY);
        for (String name : List.of("a", "b", "c", "d")) {
            inLine(lane, name, entered);
        }

        first.close();

        for (String name : List.of("a", "b", "c", "d")) {
            assertThat(entered.poll(10, TimeUnit.SECONDS)).isEqualTo(name);
        }
    }

    @Test
    void whoIsInterruptedLeavesTheLineAndHoldsUpNobody() throws InterruptedException {
        Lane lane = new QuotaLane(Paces.parallel(1), clock);
        LinkedBlockingQueue<String> entered = new LinkedBlockingQueue<>();
        Permit first = lane.enter(1, NOBODY);
        Task a = inLine(lane, "a", entered);
        inLine(lane, "b", entered);

        a.interrupt();
        assertThat(entered.poll(10, TimeUnit.SECONDS)).isEqualTo("a was interrupted");
        first.close();

        assertThat(entered.poll(10, TimeUnit.SECONDS)).isEqualTo("b");
    }

    @Test
    void whenTryingAProviderDoesNotHelpAllWhoWaitAreRefused() throws InterruptedException {
        Lane lane = lane();
        for (int i = 0; i < 3; i++) {
            lane.enter(1, NOBODY).failed(Paces.failure(Kind.UNAVAILABLE), Optional.empty());
        }
        Permit trial = lane.enter(1, (reason, atLeast) -> assertThat(reason).isEqualTo("breaker"));
        LinkedBlockingQueue<String> entered = new LinkedBlockingQueue<>();
        inLine(lane, "a", entered);
        inLine(lane, "b", entered);

        assertThat(trial.failed(Paces.failure(Kind.TIMEOUT), Optional.empty()))
                .contains(new BreakerChange.Opened(Duration.ofSeconds(20), true));

        assertThat(List.of(
                        String.valueOf(entered.poll(10, TimeUnit.SECONDS)),
                        String.valueOf(entered.poll(10, TimeUnit.SECONDS))))
                .containsExactlyInAnyOrder("a was refused: UNAVAILABLE", "b was refused: UNAVAILABLE");
        assertThatThrownBy(() -> lane.enter(1, NOBODY)).hasMessageContaining("20 s");
        clock.pass(Duration.ofSeconds(20));
        assertThat(lane.enter(1, NOBODY).succeeded(Paces.reply())).contains(new BreakerChange.Closed());
    }

    @Test
    void aCallThatIsGivenUpMakesRoom() throws InterruptedException {
        Lane lane = new QuotaLane(Paces.parallel(1), clock);
        Permit permit = lane.enter(1, NOBODY);
        permit.close();
        permit.close();

        lane.enter(1, NOBODY).succeeded(Paces.reply());
        lane.enter(1, NOBODY).close();
    }

    private record Quoted(Optional<String> quota) implements Model {
        @Override
        public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) {
            return Paces.reply();
        }

        @Override
        public void close() {}
    }

    @Test
    void modelsOfOneQuotaShareALane() {
        Pacer pacer = new Pacer(Paces.DEFAULT, clock);

        assertThat(pacer.lane(new Quoted(Optional.of("q")))).isSameAs(pacer.lane(new Quoted(Optional.of("q"))));
        assertThat(pacer.lane(new Quoted(Optional.of("r")))).isNotSameAs(pacer.lane(new Quoted(Optional.of("q"))));
        assertThat(pacer.lane(new Quoted(Optional.empty()))).isSameAs(Lane.FREE);
    }
}
