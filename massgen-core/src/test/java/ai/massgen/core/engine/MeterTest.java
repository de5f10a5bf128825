package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.Price;
import ai.massgen.core.cost.Allowance;
import ai.massgen.core.cost.Budget;
import ai.massgen.core.cost.BudgetException;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeterTest {
    private static final Price PRICE =
            new Price(new BigDecimal("2"), new BigDecimal("10"), new BigDecimal("0.2"), new BigDecimal("2.5"));
    private static final Price FREE = new Price(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private final List<SessionEvent> events = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private Meter meter(Allowance run, Allowance agent) {
        return new Meter(new Budget(run, agent, 0.8), Map.of("agent1", PRICE, "agent3", FREE), () -> now);
    }

    private Meter unlimited() {
        return meter(Allowance.UNLIMITED, Allowance.UNLIMITED);
    }

    private static Allowance tokens(long most) {
        return new Allowance(Optional.of(most), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Optional<BigDecimal> call(Meter meter, String agent, long input, long output) {
        return meter.settle(
                meter.admit(agent, 0, events::add), Optional.of(new Usage(input, output, 0, 0)), true, events::add);
    }

    @Test
    void theCostOfACallIsThatOfItsTokens() {
        Meter meter = unlimited();

        Optional<BigDecimal> cost = meter.settle(
                meter.admit("agent1", 0, events::add),
                Optional.of(new Usage(1_000_000, 100_000, 500_000, 0, 100_000)),
                true,
                events::add);

        assertThat(cost.orElseThrow()).isEqualByComparingTo("2.15");
        assertThat(meter.spent().total().orElseThrow()).isEqualByComparingTo("2.15");
    }

    @Test
    void unknownIsUnknownAndNeverNothing() {
        Meter meter = unlimited();

        assertThat(call(meter, "agent2", 10, 10)).isEmpty();
        assertThat(meter.settle(meter.admit("agent1", 0, events::add), Optional.empty(), true, events::add))
                .isEmpty();
        call(meter, "agent1", 1_000_000, 0);

        assertThat(meter.spent().total()).isEmpty();
        assertThat(meter.spent().unpriced()).isEqualTo(2);
        assertThat(meter.spent().cost()).isEqualByComparingTo("2");
    }

    @Test
    void whatCostsNothingAndWhatWasNeverAnsweredCostsNothing() {
        Meter meter = unlimited();

        assertThat(meter.settle(meter.admit("agent3", 0, events::add), Optional.empty(), true, events::add))
                .contains(BigDecimal.ZERO);
        assertThat(meter.settle(meter.admit("agent2", 0, events::add), Optional.empty(), false, events::add))
                .contains(BigDecimal.ZERO);
        assertThat(meter.spent().unpriced()).isZero();
    }

    @Test
    void eachAgentHasATotalOfItsOwn() {
        Meter meter = unlimited();
        call(meter, "agent2", 1, 2);
        call(meter, "agent1", 1_000_000, 0);
        call(meter, "agent1", 1_000_000, 0);

        CallEvent.RunTotals totals = meter.totals();

        assertThat(totals.agents()).containsOnlyKeys("agent1", "agent2");
        assertThat(totals.agents().get("agent1"))
                .isEqualTo(new Spent(new Usage(2_000_000, 0, 0, 0), 2, new BigDecimal("4.0000000"), 0));
        assertThat(totals.total().calls()).isEqualTo(3);
        assertThat(totals.total().usage().totalTokens()).isEqualTo(2_000_003);
    }

    @Test
    void aBudgetThatIsSpentRefusesEveryFurtherCallAndTellsOnce() {
        Meter meter = meter(tokens(100), Allowance.UNLIMITED);
        call(meter, "agent1", 70, 30);
        events.clear();

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> meter.admit("agent2", 0, events::add))
                    .isInstanceOfSatisfying(
                            BudgetException.class, e -> assertThat(e.code()).isEqualTo("budget.tokens"))
                    .hasMessage("the budget of the run does not allow another call: 100 of 100 tokens are spent;"
                            + " raise budget.tokens to let it go on");
        }
        assertThat(events)
                .containsExactly(new CallEvent.BudgetReached(
                        Optional.empty(), "tokens", BigDecimal.valueOf(100), BigDecimal.valueOf(100), true));
        assertThat(meter.calls()).isEqualTo(1);
    }

    @Test
    void aCallWhosePromptAloneWouldExceedTheBudgetIsNotMade() {
        Meter meter = meter(tokens(100), Allowance.UNLIMITED);

        assertThatThrownBy(() -> meter.admit("agent1", 101, events::add)).isInstanceOf(BudgetException.class);
        meter.admit("agent1", 100, events::add);
    }

    @Test
    void callsUnderWayCountWithWhatTheyAreExpectedToTake() {
        Meter meter = meter(tokens(100), Allowance.UNLIMITED);
        Meter.Charge first = meter.admit("agent1", 60, events::add);

        assertThatThrownBy(() -> meter.admit("agent2", 60, events::add)).isInstanceOf(BudgetException.class);
        meter.settle(first, Optional.of(new Usage(10, 0, 0, 0)), true, events::add);
        meter.admit("agent2", 60, events::add);
    }

    @Test
    void anAgentsBudgetIsItsOwn() {
        Meter meter = meter(
                Allowance.UNLIMITED,
                new Allowance(Optional.empty(), Optional.empty(), Optional.of(1), Optional.empty()));
        call(meter, "agent1", 1, 1);

        assertThatThrownBy(() -> meter.admit("agent1", 0, events::add))
                .hasMessageContaining("the budget of agent1")
                .hasMessageContaining("raise budget.agent.calls");
        meter.admit("agent2", 0, events::add);
    }

    @Test
    void moneyIsLimitedAsFarAsItIsKnown() {
        Meter meter = meter(
                new Allowance(Optional.empty(), Optional.of(new BigDecimal("2")), Optional.empty(), Optional.empty()),
                Allowance.UNLIMITED);
        call(meter, "agent2", 1_000_000_000, 0);
        call(meter, "agent1", 1_000_000, 0);

        assertThatThrownBy(() -> meter.admit("agent2", 0, events::add))
                .isInstanceOfSatisfying(
                        BudgetException.class, e -> assertThat(e.code()).isEqualTo("budget.cost"));
    }

    @Test
    void timeInCallsIsLimitedForAgentsAndNotForTheRun() {
        Allowance minute =
                new Allowance(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Duration.ofMinutes(1)));
        Meter meter = meter(minute, minute);
        Meter.Charge call = meter.admit("agent1", 0, events::add);
        now = now.plusSeconds(60);
        meter.settle(call, Optional.empty(), true, events::add);

        assertThatThrownBy(() -> meter.admit("agent1", 0, events::add))
                .isInstanceOfSatisfying(
                        BudgetException.class, e -> assertThat(e.code()).isEqualTo("budget.time"));
        meter.admit("agent2", 0, events::add);
    }

    @Test
    void whenABudgetIsNearlySpentEachAgentIsToldOnce() {
        Meter meter = meter(tokens(100), Allowance.UNLIMITED);
        call(meter, "agent1", 79, 0);
        assertThat(meter.hurries("agent1", events::add)).isFalse();

        call(meter, "agent1", 1, 0);

        assertThat(events)
                .containsExactly(new CallEvent.BudgetReached(
                        Optional.empty(), "tokens", BigDecimal.valueOf(80), BigDecimal.valueOf(100), false));
        assertThat(meter.hurries("agent1", events::add)).isTrue();
        assertThat(meter.hurries("agent1", events::add)).isFalse();
        assertThat(meter.hurries("agent2", events::add)).isTrue();
    }
}
