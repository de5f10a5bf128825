package ai.massgen.core.tool;

import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpException;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import java.time.Duration;
import java.util.List;

/**
 * What is told of one server, to the user as events and to callers as failures. Thread-safe.
 *
 * @param plan the server
 * @param user whom it works for
 * @param events where the user hears of it
 */
record ServerNews(ToolPlan plan, ServerUser user, EventSink events) {
    void failed(String code, String message) {
        events.publish(new SessionEvent.ToolServerFailed(user.toString(), plan.name(), code, message));
    }

    void lost(RunningServer server) {
        failed(McpException.Kind.CLOSED.code(), "the server " + plan.name() + " was lost: " + server.epitaph());
    }

    void tooOld() {
        failed(
                "tool.lifetime",
                "the server " + plan.name() + " has reached its lifetime of "
                        + plan.timeouts().lifetime().toSeconds() + " s and was ended");
    }

    /** To be told after the server was closed. */
    void stopped(RunningServer server) {
        stopped(server.id(), server.usage());
    }

    void stopped(String id, ServerUsage usage) {
        events.publish(new SessionEvent.ToolServerStopped(
                user.toString(),
                plan.name(),
                id,
                usage.calls(),
                usage.sent(),
                usage.received(),
                usage.cpu(),
                usage.memoryPeak()));
    }

    /** Names in the configuration that no tool has. */
    void wrongNames(List<ToolPin> tools) {
        List<String> names = tools.stream().map(ToolPin::name).toList();
        wrongNames("allow", plan.allow(), names);
        wrongNames(
                "approve",
                plan.approve().stream().filter(name -> !name.equals("*")).toList(),
                names);
    }

    private void wrongNames(String key, List<String> written, List<String> names) {
        written.stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> events.publish(new SessionEvent.Note("The server " + plan.name()
                        + " has no tool named " + name + ", which tools." + plan.name() + "." + key + " names.")));
    }

    ToolException busy() {
        return new ToolException(
                "tool.busy",
                "the server " + plan.name() + " has too many calls to answer; try again later, or with fewer at once");
    }

    ToolException unavailable(Duration left) {
        return new ToolException(
                "tool.unavailable",
                "the server " + plan.name() + " keeps failing and is not started again for "
                        + Math.max(1, left.toSeconds()) + " s; do without it, or try again later");
    }
}
