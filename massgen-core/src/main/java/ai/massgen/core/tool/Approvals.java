package ai.massgen.core.tool;

import ai.massgen.api.message.ToolCall;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.core.plan.ToolPlan;
import java.util.Map;
import java.util.Optional;

/**
 * Asks before calls that the configuration says to ask about. As thread-safe as who is asked.
 *
 * @param agent whose calls these are
 * @param plans the servers by name
 * @param permission who is asked
 * @param events where the user hears of what was not allowed
 */
record Approvals(String agent, Map<String, ToolPlan> plans, CallPermission permission, EventSink events) {
    /** Why a call must not be made, if it must not. */
    Optional<String> refusal(String server, String tool, ToolCall call) throws InterruptedException {
        ToolPlan plan = plans.get(server);
        if (plan == null || !plan.asksFor(tool)) {
            return Optional.empty();
        }
        Optional<String> refusal =
                permission.refusal(new CallPermission.Request(agent, server, tool, call.arguments()));
        refusal.ifPresent(
                reason -> events.publish(new TrustEvent.ToolCallDenied(agent, call.id(), call.name(), reason)));
        return refusal;
    }
}
