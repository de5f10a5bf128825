package ai.massgen.core.engine;

import ai.massgen.api.Usage;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.SessionEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from the events of a recorded run what its model calls took. Not thread-safe. */
final class PaidCalls {
    private final List<Call> over = new ArrayList<>();
    private final Map<String, Call> underWay = new LinkedHashMap<>();

    /**
     * One attempt to ask a model.
     *
     * @param agent the agent
     * @param usage what it took, if the provider told
     * @param cost what it cost, empty if that is unknown
     * @param elapsed how long it took, as far as that was written down
     */
    record Call(String agent, Optional<Usage> usage, Optional<BigDecimal> cost, Duration elapsed) {}

    private PaidCalls() {}

    /** The calls, in the order of their ends. What was cut off may have been paid: its cost is unknown. */
    static List<Call> of(List<SessionEvent> events) {
        PaidCalls calls = new PaidCalls();
        events.forEach(calls::note);
        calls.over.addAll(calls.underWay.values());
        return List.copyOf(calls.over);
    }

    private void note(SessionEvent event) {
        if (event instanceof SessionEvent.ModelCallStarted started) {
            underWay.put(started.agent(), new Call(started.agent(), Optional.empty(), Optional.empty(), Duration.ZERO));
        } else if (event instanceof SessionEvent.ModelCallFinished finished) {
            underWay.computeIfPresent(
                    finished.agent(),
                    (agent, call) -> new Call(agent, finished.reply().usage(), Optional.empty(), finished.elapsed()));
        } else if (event instanceof CallEvent.ModelCallPriced priced) {
            end(priced.agent(), priced.cost());
        } else if (event instanceof SessionEvent.ModelCallFailed failed) {
            // what may be billed has been priced before it is told that it failed
            end(failed.agent(), Optional.of(BigDecimal.ZERO));
        }
    }

    private void end(String agent, Optional<BigDecimal> cost) {
        Call call = underWay.remove(agent);
        if (call != null) {
            over.add(new Call(agent, call.usage(), cost, call.elapsed()));
        }
    }
}
