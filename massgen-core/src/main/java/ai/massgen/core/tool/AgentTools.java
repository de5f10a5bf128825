package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.text.Visible;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The tools of one agent, and its calls, which the user is told of. Thread-safe. */
final class AgentTools implements Toolbox {
    private static final int LONGEST_NAME = 80;

    private static final String WAITS = "This tool is not known to change nothing, so it waits for the presentation."
            + " Say in your answer what you would do with it.";

    private final String agent;
    private final Stage stage;
    private final Offer offer;
    private final EventSink events;

    AgentTools(String agent, Stage stage, Offer offer, EventSink events) {
        this.agent = agent;
        this.stage = stage;
        this.offer = offer;
        this.events = events;
    }

    @Override
    public List<ToolSpec> specs() throws InterruptedException {
        return offer.routes().values().stream().map(Route::spec).toList();
    }

    @Override
    public List<String> notices() {
        return offer.notices();
    }

    @Override
    public ToolResult call(ToolCall call) throws InterruptedException {
        long begin = System.nanoTime();
        events.publish(new SessionEvent.ToolCallStarted(agent, call.id(), call.name(), call.arguments()));
        ToolResult result = answer(call);
        events.publish(new SessionEvent.ToolCallFinished(
                agent,
                call.id(),
                call.name(),
                result.text(),
                result.structured(),
                result.error(),
                Duration.ofNanos(System.nanoTime() - begin)));
        return result;
    }

    private ToolResult answer(ToolCall call) throws InterruptedException {
        try {
            Map<String, Route> known = offer.routes();
            Route route = known.get(call.name());
            if (route == null) {
                return unknown(call, known);
            }
            return stage == Stage.COORDINATION && route.waits()
                    ? ToolResult.failure(call.id(), WAITS)
                    : route.call(call);
        } catch (MassGenException | IllegalArgumentException e) {
            return ToolResult.failure(call.id(), "The call failed: " + e.getMessage() + ".");
        }
    }

    private ToolResult unknown(ToolCall call, Map<String, Route> known) {
        String withdrawn = String.join(" ", notices());
        return ToolResult.failure(
                call.id(),
                "There is no tool named " + Visible.line(call.name(), LONGEST_NAME) + ". The tools are: "
                        + String.join(", ", known.keySet()) + "." + (withdrawn.isEmpty() ? "" : " " + withdrawn));
    }
}
