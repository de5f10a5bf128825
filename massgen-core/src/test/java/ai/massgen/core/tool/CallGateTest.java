package ai.massgen.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CallGateTest {
    private final CallGate gate = new CallGate();

    private List<CallGate.Place> fill() throws InterruptedException {
        List<CallGate.Place> places = new ArrayList<>();
        for (int i = 0; i < CallGate.RUNNING; i++) {
            places.add(gate.enter(Duration.ZERO).orElseThrow());
        }
        return places;
    }

    @Test
    void aFullGateLetsNobodyIn() throws InterruptedException {
        assertThat(fill()).hasSize(8);

        assertThat(gate.enter(Duration.ofMillis(1))).isEmpty();
    }

    @Test
    void whoLeavesLetsTheNextOneIn() throws InterruptedException {
        List<CallGate.Place> places = fill();
        LinkedBlockingQueue<Optional<CallGate.Place>> entered = new LinkedBlockingQueue<>();
        Task waiting = Task.start("waiting", () -> enter(entered));

        places.getFirst().close();

        assertThat(entered.poll(10, TimeUnit.SECONDS)).isPresent();
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
    }

    @Test
    void whoGaveUpTakesNoPlaceInTheQueue() throws InterruptedException {
        List<CallGate.Place> places = fill();
        for (int i = 0; i < CallGate.WAITING * 2; i++) {
            assertThat(gate.enter(Duration.ZERO)).isEmpty();
        }

        places.forEach(CallGate.Place::close);

        assertThat(fill()).hasSize(8);
    }

    @Test
    void theQueueIsBounded() throws InterruptedException {
        List<CallGate.Place> places = fill();
        LinkedBlockingQueue<Optional<CallGate.Place>> entered = new LinkedBlockingQueue<>();
        List<Task> crowd = new ArrayList<>();
        for (int i = 0; i < CallGate.WAITING + 5; i++) {
            crowd.add(Task.start("waiting", () -> enter(entered)));
        }

        for (int i = 0; i < 5; i++) {
            assertThat(entered.poll(10, TimeUnit.SECONDS)).isEmpty();
        }
        assertThat(entered).isEmpty();
        places.forEach(CallGate.Place::close);
        crowd.forEach(task -> assertThat(task.stop(Duration.ofSeconds(10))).isTrue());
    }

    private void enter(LinkedBlockingQueue<Optional<CallGate.Place>> entered) {
        try {
            entered.add(gate.enter(Duration.ofMinutes(1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
