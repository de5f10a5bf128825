package ai.massgen.cli.view;

import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.TrustEvent;
import java.util.List;

/** What is said about tools and the servers that have them. */
final class ToolLines {
    private static final int ARGUMENTS = 160;
    private static final int RESULT = 320;
    private static final int RESULT_LINES = 4;
    private static final int CONTAINER_ID = 12;

    private ToolLines() {}

    static List<Paragraph> of(SessionEvent.ToolServerStarted started) {
        if (started.engine().equals(SessionEvent.ToolServerStarted.REMOTE)) {
            return elsewhere(started);
        }
        String offers = started.protocol().equals(SessionEvent.ToolServerStarted.COMMANDS)
                ? "runs commands"
                : Words.count(started.tools().size(), "tool") + ", MCP " + Shown.name(started.protocol());
        String what = "tool server " + Shown.name(started.server()) + " runs in " + Shown.name(started.engine()) + ": "
                + offers + (started.warm() ? ", was warm, taken in " : ", started in ") + Words.time(started.elapsed());
        String where = started.image()
                .map(image -> "image " + Shown.name(image.reference()) + ", container " + shortId(started.id()))
                .orElse("process " + shortId(started.id()));
        return List.of(
                Paragraph.of(Ink.PLAIN, what),
                Paragraph.detail(Ink.FAINT, where),
                EvidenceSummary.of(started.evidence()));
    }

    private static List<Paragraph> elsewhere(SessionEvent.ToolServerStarted started) {
        String what = "tool server " + Shown.name(started.server()) + " runs elsewhere: "
                + Words.count(started.tools().size(), "tool") + ", MCP " + Shown.name(started.protocol())
                + ", reached in " + Words.time(started.elapsed());
        return List.of(
                Paragraph.of(Ink.PLAIN, what),
                Paragraph.detail(
                        Ink.FAINT, "at " + Shown.line(started.id(), ARGUMENTS) + ", in no container of this machine"));
    }

    static List<Paragraph> of(SessionEvent.ToolServerFailed failed) {
        return List.of(Paragraph.of(
                Ink.FAILURE,
                "tool server " + Shown.name(failed.server()) + " failed (" + Shown.name(failed.code()) + "): "
                        + failed.message()));
    }

    static List<Paragraph> of(SessionEvent.ToolServerStopped stopped) {
        if (stopped.id().contains("://")) { // no container has such an id
            return List.of(Paragraph.of(
                    Ink.FAINT,
                    "tool server " + Shown.name(stopped.server()) + " was left after "
                            + Words.count(stopped.calls(), "call")));
        }
        String cpu = stopped.cpu()
                .map(time -> ", " + Words.time(time) + " of processor time")
                .orElse("");
        String memory = stopped.memoryPeak().isPresent()
                ? ", " + Words.size(stopped.memoryPeak().getAsLong()) + " of memory"
                : "";
        return List.of(Paragraph.of(
                Ink.FAINT,
                "tool server " + Shown.name(stopped.server()) + " stopped and removed after "
                        + Words.count(stopped.calls(), "call") + cpu + memory + " (" + shortId(stopped.id()) + ")"));
    }

    static List<Paragraph> of(TrustEvent.ToolCallDenied denied) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "the call of " + Shown.name(denied.tool()) + " is DENIED: " + Shown.line(denied.reason(), RESULT)));
    }

    static List<Paragraph> of(SessionEvent.ToolCallStarted started) {
        return List.of(Paragraph.of(
                Ink.PLAIN,
                "calls " + Shown.name(started.tool()) + " "
                        + Shown.line(started.arguments().text(), ARGUMENTS)));
    }

    static List<Paragraph> of(SessionEvent.ToolCallFinished finished) {
        String tool = Shown.name(finished.tool());
        String time = Words.time(finished.elapsed());
        String text = result(finished);
        String first = finished.error() ? tool + " FAILED after " + time : tool + " answered in " + time;
        Paragraph head = Paragraph.of(
                finished.error() ? Ink.FAILURE : Ink.PLAIN, text.isEmpty() ? first + ": nothing" : first + ":");
        return text.isEmpty()
                ? List.of(head)
                : List.of(head, Paragraph.detail(finished.error() ? Ink.FAILURE : Ink.FAINT, text));
    }

    private static String result(SessionEvent.ToolCallFinished finished) {
        String text = finished.text().isBlank()
                ? finished.structured().map(json -> json.text()).orElse("")
                : finished.text();
        return Shown.beginning(text, RESULT_LINES, RESULT);
    }

    private static String shortId(String id) {
        String shown = Shown.name(id);
        return shown.substring(0, Math.min(CONTAINER_ID, shown.length()));
    }
}
