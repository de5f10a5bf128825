package ai.massgen.cli;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent.ToolCallFinished;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.core.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Remembers what shows that the tool was real, on the way to another listener. Read after the run. */
final class DemoEvidence implements EventListener {
    private static final int LONGEST = 2000;
    private static final int SHORT_ID = 12;

    private final EventListener listener;
    private final List<ToolServerStarted> servers = new ArrayList<>();
    private final List<ToolCallFinished> calls = new ArrayList<>();

    DemoEvidence(EventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(EventRecord record) {
        if (record.event() instanceof ToolServerStarted server) {
            servers.add(server);
        }
        if (record.event() instanceof ToolCallFinished call && !call.error()) {
            calls.add(call);
        }
        listener.on(record);
    }

    /** Lines for people; empty if there was no tool. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!servers.isEmpty()) {
            lines.add("");
            lines.add("What was real:");
            servers.forEach(server -> lines.addAll(server(server)));
            calls.forEach(call -> lines.add("  " + call.agent() + " called " + call.tool() + ", "
                    + call.elapsed().toMillis() + " ms: "
                    + Visible.line(call.text().strip(), LONGEST)));
        }
        return lines;
    }

    private static List<String> server(ToolServerStarted server) {
        String id = server.id().substring(0, Math.min(SHORT_ID, server.id().length()));
        String image = server.image().map(each -> " of " + each.reference()).orElse("");
        List<String> lines = new ArrayList<>();
        lines.add("  container " + id + image + " for " + server.agent() + ", ready after "
                + server.elapsed().toMillis() + " ms");
        for (Source source : Source.values()) {
            String controls = server.evidence().stream()
                    .filter(each -> each.source() == source && each.status() == Status.ENFORCED)
                    .map(each -> each.control().label())
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!controls.isEmpty()) {
                lines.add("    in force, " + how(source) + ": " + controls);
            }
        }
        server.evidence().stream()
                .filter(each -> each.status() != Status.ENFORCED)
                .map(DemoEvidence::weakness)
                .distinct()
                .forEach(lines::add);
        return lines;
    }

    private static String how(Source source) {
        return switch (source) {
            case RECORDED -> "by the engine's account";
            case OBSERVED -> "seen from outside on the running process";
        };
    }

    private static String weakness(Evidence evidence) {
        return "    " + evidence.control().label() + ": " + Visible.line(evidence.got(), LONGEST);
    }
}
