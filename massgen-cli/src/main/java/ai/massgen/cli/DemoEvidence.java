package ai.massgen.cli;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Remembers what shows that the tool was real, on the way to another listener. Read after the run. */
final class DemoEvidence implements EventListener {
    private static final int SHORT_ID = 12;

    private final EventListener listener;
    private final List<ToolServerStarted> servers = new ArrayList<>();

    DemoEvidence(EventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(EventRecord record) {
        if (record.event() instanceof ToolServerStarted server) {
            servers.add(server);
        }
        listener.on(record);
    }

    /** Lines for people; empty if there was no tool. What is the same for several containers is said once. */
    List<String> lines() {
        Map<List<String>, List<String>> containers = new LinkedHashMap<>();
        for (ToolServerStarted server : servers) {
            containers
                    .computeIfAbsent(controls(server.evidence()), same -> new ArrayList<>())
                    .add(server.id().substring(0, Math.min(SHORT_ID, server.id().length())) + " of " + server.agent());
        }
        List<String> lines = new ArrayList<>();
        containers.forEach((controls, names) -> {
            lines.add("");
            lines.add("What held the tool in, container " + String.join(" and ", names) + ":");
            lines.addAll(controls);
        });
        return lines;
    }

    private static List<String> controls(List<Evidence> evidence) {
        List<String> lines = new ArrayList<>();
        for (Source source : Source.values()) {
            String controls = evidence.stream()
                    .filter(each -> each.source() == source && each.status() == Status.ENFORCED)
                    .map(each -> each.control().label())
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!controls.isEmpty()) {
                lines.add("  in force, " + how(source) + ": " + controls);
            }
        }
        evidence.stream()
                .filter(each -> each.status() != Status.ENFORCED)
                .map(each -> "  not in force: " + each.control().label() + ", " + each.got())
                .distinct()
                .forEach(lines::add);
        return lines;
    }

    private static String how(Source source) {
        return switch (source) {
            case RECORDED -> "by the engine's account";
            case OBSERVED -> "seen from outside on the running process";
            case INSIDE -> "told by a program inside";
        };
    }
}
