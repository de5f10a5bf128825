package ai.massgen.cli.view;

import ai.massgen.api.Json;
import ai.massgen.api.Usage;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.Spent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What happens around model calls, every kind of it. */
final class CallStory {
    static final CallEvent.RunTotals TOTALS = new CallEvent.RunTotals(
            new Spent(new Usage(1200, 340, 0, 0), 3, new BigDecimal("0.012345"), 1),
            Map.of(
                    "agent1", new Spent(new Usage(1000, 300, 0, 0), 2, new BigDecimal("0.012345"), 0),
                    "agent2", new Spent(new Usage(200, 40, 0, 0), 1, BigDecimal.ZERO, 1)));

    private CallStory() {}

    static List<CallEvent> everything() {
        return List.of(
                new CallEvent.QuestionAttached("plan.png", "image/png", 1234, "hash"),
                new CallEvent.ModelCallRequested("agent1", 1, 0, Json.EMPTY_OBJECT),
                waiting("provider", Optional.of(Duration.ofSeconds(4))),
                new CallEvent.ProviderToolStarted("agent1", 1, "web_search"),
                new CallEvent.BreakerOpened("agent1", Duration.ofSeconds(10), false),
                new CallEvent.BreakerClosed("agent1"),
                new CallEvent.ModelCallPriced("agent1", 1, Optional.empty()),
                new CallEvent.BudgetReached(
                        Optional.empty(), "cost", new BigDecimal("0.81"), new BigDecimal("1.0"), false),
                TOTALS);
    }

    static CallEvent waiting(String reason, Optional<Duration> atLeast) {
        return new CallEvent.ModelCallWaiting("agent1", 1, 1, reason, atLeast);
    }
}
