package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Usage;
import ai.massgen.api.backend.StopReason;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallLinesTest {
    private static final SessionEvent END = new SessionEvent.RunFinished(
            "decided",
            Optional.of("agent1"),
            Optional.of("42"),
            Optional.empty(),
            new Usage(1200, 340, 0, 0),
            3,
            Duration.ofSeconds(2));

    @Test
    void waitsAndOutagesAreTold() {
        assertThat(Rendered.storyPiped(
                        CallStory.waiting("provider", Optional.of(Duration.ofSeconds(4))),
                        CallStory.waiting("turn", Optional.empty()),
                        new CallEvent.BreakerOpened("agent2", Duration.ofSeconds(10), false),
                        new CallEvent.BreakerOpened("agent2", Duration.ofSeconds(20), true),
                        new CallEvent.BreakerClosed("agent2"),
                        new CallEvent.ProviderToolStarted("agent2", 1, "web_search")))
                .isEqualTo("""
                        agent1 ada (simulated) * model call 1 waits at least 4.0 s: the provider takes no more for a while
                        agent1 ada (simulated) * model call 1 waits: calls that share its key come first
                        agent2 ben * its provider keeps failing and is left alone for 10.0 s; calls wait meanwhile
                        agent2 ben * its provider keeps failing and is left alone for 20.0 s; calls fail at once meanwhile
                        agent2 ben * its provider answers again
                        agent2 ben * its provider runs web_search
                        """);
    }

    @Test
    void budgetsAreToldWithTheirUnits() {
        assertThat(Rendered.storyPiped(
                        new CallEvent.BudgetReached(
                                Optional.empty(), "cost", new BigDecimal("0.81"), new BigDecimal("1.0"), false),
                        new CallEvent.BudgetReached(
                                Optional.of("agent2"), "calls", new BigDecimal("5"), new BigDecimal("5"), true)))
                .isEqualTo("""
                        budget: $0.81 of $1.0 of the run are spent; agents are told to come to an end
                        budget: 5 of 5 model calls of agent2 ben are spent; no further call is made
                        """);
    }

    @Test
    void totalsOfEachAgentAndOfTheRunStandAtTheEnd() {
        assertThat(Rendered.storyPiped(
                        Story.finished("agent1", 1, StopReason.END, Optional.of(new Usage(1200, 340, 0, 0))),
                        CallStory.TOTALS,
                        END))
                .contains("agent1 ada (simulated): 2 model calls, 1,000 tokens in, 300 out, $0.0123\n")
                .contains("agent2 ben: 1 model call, 200 tokens in, 40 out, cost unknown\n")
                .contains("$0.0123 and more (unknown for 1 call), run");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | $0",
                "0 | 2 | cost unknown",
                "0.00001 | 0 | less than $0.0001",
                "0.012345 | 0 | $0.0123",
                "12.345 | 0 | $12.35",
                "0.5 | 1 | $0.5000 and more (unknown for 1 call)"
            })
    void unknownMoneyIsNotNought(BigDecimal cost, int unpriced, String words) {
        assertThat(Money.of(new Spent(Usage.ZERO, 5, cost, unpriced))).isEqualTo(words);
    }
}
