package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.Price;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.message.Message;
import ai.massgen.core.cost.Allowance;
import ai.massgen.core.cost.Budget;
import ai.massgen.core.cost.BudgetException;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.pace.BreakerChange;
import ai.massgen.core.pace.Lane;
import ai.massgen.core.pace.Permit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ModelCallerTest {
    private static final Price PRICE = new Price(BigDecimal.ONE, BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE);

    private final List<SessionEvent> events = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> lane = new ArrayList<>();
    private Meter meter = new Meter(Budget.UNLIMITED, Map.of("agent1", PRICE), InstantSource.system());

    /** What a model does in a call. */
    private interface Act {
        ModelReply play(Consumer<? super ModelDelta> deltas);
    }

    private static Act failing(Kind kind) {
        return deltas -> {
            throw new BackendException(kind, "no");
        };
    }

    private static Act failing(Kind kind, Duration retryAfter) {
        return deltas -> {
            throw new BackendException(kind, "no", null, retryAfter, null);
        };
    }

    private static Act saying(String text) {
        return deltas -> {
            deltas.accept(new ModelDelta.Text(text));
            return ModelReply.builder(StopReason.END)
                    .text(text)
                    .usage(new Usage(1000, 100, 0, 0))
                    .build();
        };
    }

    private ModelCaller caller(Act... acts) {
        Deque<Act> left = new ArrayDeque<>(Arrays.asList(acts));
        Model model = new Model() {
            @Override
            public ModelReply generate(ModelRequest request, Consumer<? super ModelDelta> deltas) {
                return left.removeFirst().play(deltas);
            }

            @Override
            public void close() {}
        };
        return new ModelCaller(
                "agent1",
                model,
                events::add,
                meter,
                new RetryPolicy(3, Duration.ofMillis(500), Duration.ofMinutes(1)),
                new SplittableRandom(7),
                pauses::add,
                noting());
    }

    private Lane noting() {
        return (tokens, waiting) -> {
            waiting.on("turn", Optional.empty());
            lane.add("enter " + tokens);
            return new Noted();
        };
    }

    private final class Noted implements Permit {
        @Override
        public void heard() {
            lane.add("heard");
        }

        @Override
        public Optional<BreakerChange> succeeded(ModelReply reply) {
            lane.add("succeeded");
            return Optional.of(new BreakerChange.Closed());
        }

        @Override
        public Optional<BreakerChange> failed(BackendException failure, Optional<Duration> retryIn) {
            lane.add("failed");
            return Optional.of(new BreakerChange.Opened(Duration.ofSeconds(10), false));
        }

        @Override
        public void close() {
            lane.add("close");
        }
    }

    private static ModelRequest request(CallKey key, Message... messages) {
        return ModelRequest.builder(key, List.of(messages)).build();
    }

    private static ModelReply ask(ModelCaller caller) throws InterruptedException {
        return caller.call(key -> request(key, Message.User.of("why?")));
    }

    private <T> List<T> seen(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Test
    void everyAttemptTakesItsTurnAndTheLaneLearnsWhatCameOfIt() throws InterruptedException {
        ask(caller(failing(Kind.OVERLOADED), saying("because")));

        assertThat(lane).containsExactly("enter 1", "failed", "close", "enter 1", "heard", "succeeded", "close");
        assertThat(seen(CallEvent.ModelCallWaiting.class))
                .extracting(CallEvent.ModelCallWaiting::attempt)
                .containsExactly(1, 2);
        assertThat(seen(CallEvent.BreakerOpened.class)).hasSize(1);
        assertThat(seen(CallEvent.BreakerClosed.class)).hasSize(1);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void retryAfterIsWaitedForAndTold() throws InterruptedException {
        ask(caller(failing(Kind.RATE_LIMITED, Duration.ofSeconds(9)), saying("because")));

        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(9), Duration.ofMillis(9500));
        assertThat(seen(SessionEvent.ModelCallFailed.class).getFirst().retryIn())
                .contains(pauses.getFirst());
    }

    @Test
    void afterTheFirstPieceThereIsNoSecondAttempt() {
        Act cut = deltas -> {
            deltas.accept(new ModelDelta.Text("bec"));
            throw new BackendException(Kind.TRUNCATED, "cut");
        };

        assertThatThrownBy(() -> ask(caller(cut, saying("because")))).hasMessage("cut");

        assertThat(pauses).isEmpty();
        assertThat(seen(CallEvent.ModelCallPriced.class))
                .as("what was said may be billed, and nobody knows how much")
                .containsExactly(new CallEvent.ModelCallPriced("agent1", 1, Optional.empty()));
        assertThat(meter.spent().unpriced()).isEqualTo(1);
    }

    @Test
    void theCostOfACallFollowsItsReply() throws InterruptedException {
        ask(caller(saying("because")));

        assertThat(events.subList(events.size() - 2, events.size()))
                .satisfiesExactly(
                        finished -> assertThat(finished).isInstanceOf(SessionEvent.ModelCallFinished.class),
                        priced -> assertThat(((CallEvent.ModelCallPriced) priced)
                                        .cost()
                                        .orElseThrow())
                                .isEqualByComparingTo("0.002"));
    }

    @Test
    void aCallThatTheBudgetDoesNotAllowIsNotMadeAndLeavesTheLane() {
        meter = new Meter(
                new Budget(
                        new Allowance(Optional.empty(), Optional.empty(), Optional.of(1), Optional.empty()),
                        Allowance.UNLIMITED,
                        1),
                Map.of(),
                InstantSource.system());

        assertThatThrownBy(() -> ask(caller(failing(Kind.OVERLOADED), saying("because"))))
                .isInstanceOf(BudgetException.class);

        assertThat(seen(SessionEvent.ModelCallStarted.class)).hasSize(1);
        assertThat(lane.getLast()).isEqualTo("close");
    }

    @Test
    void whatIsAskedIsToldWithoutWhatWasToldBefore() throws InterruptedException {
        Message one = Message.User.of("why?");
        Message two = new Message.Assistant("because", List.of(), Optional.empty());
        Message three = Message.User.of("really?");
        ModelCaller caller = caller(saying("because"), saying("yes"), saying("no"));

        caller.call(key -> request(key, one));
        caller.call(key -> request(key, one, two, three));
        caller.call(key -> request(key, two));

        assertThat(seen(CallEvent.ModelCallRequested.class))
                .extracting(CallEvent.ModelCallRequested::kept)
                .containsExactly(0, 1, 0);
        assertThat(seen(CallEvent.ModelCallRequested.class).get(1).request().text())
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\",\"text\":\"because\",\"tool_calls\":[]},"
                        + "{\"role\":\"user\",\"parts\":[{\"text\":\"really?\"}]}],\"tools\":{}}");
    }

    @Test
    void theProvidersOwnToolsAreTold() throws InterruptedException {
        ask(caller(deltas -> {
            deltas.accept(new ModelDelta.ProviderToolStarted(Capability.WEB_SEARCH));
            return ModelReply.builder(StopReason.END).build();
        }));

        assertThat(seen(CallEvent.ProviderToolStarted.class))
                .containsExactly(new CallEvent.ProviderToolStarted("agent1", 1, "web_search"));
    }
}
