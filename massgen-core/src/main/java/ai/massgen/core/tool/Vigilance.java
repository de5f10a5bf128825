package ai.massgen.core.tool;

import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.core.pin.Scrutiny;
import ai.massgen.core.pin.Shadowing;
import ai.massgen.core.pin.Suspicion;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.text.Visible;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/** Tells the user once in a run what is suspicious about the tools that are offered in it. Thread-safe. */
final class Vigilance {
    private static final int MOST_TOLD = 200;
    private static final int LONGEST_NAME = 80;

    private final EventSink events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<ToolPin>> seen = new HashMap<>();
    private final Set<TrustEvent.ToolSuspicious> told = new HashSet<>();

    Vigilance(EventSink events) {
        this.events = events;
    }

    /** Looks at the tools of a server that agents are offered. */
    void offered(String server, List<ToolPin> tools) {
        List<TrustEvent.ToolSuspicious> news = new ArrayList<>();
        lock.lock();
        try {
            if (tools.equals(seen.put(server, tools))) {
                return;
            }
            tools.forEach(tool -> Scrutiny.of(tool).forEach(each -> note(server, tool, each, news)));
            seen.forEach((other, others) -> {
                if (!other.equals(server)) {
                    compare(server, tools, other, others, news);
                    compare(other, others, server, tools, news);
                }
            });
        } finally {
            lock.unlock();
        }
        news.forEach(events::publish);
    }

    private void compare(
            String server,
            List<ToolPin> tools,
            String other,
            List<ToolPin> others,
            List<TrustEvent.ToolSuspicious> news) {
        Shadowing shadowing = new Shadowing(other, others);
        Set<String> own = tools.stream().map(ToolPin::name).collect(Collectors.toSet());
        tools.forEach(tool -> shadowing.of(tool, own).forEach(each -> note(server, tool, each, news)));
    }

    private void note(String server, ToolPin tool, Suspicion what, List<TrustEvent.ToolSuspicious> news) {
        TrustEvent.ToolSuspicious event = new TrustEvent.ToolSuspicious(
                server, Visible.line(tool.name(), LONGEST_NAME), what.kind().label(), what.where(), what.excerpt());
        if (told.size() < MOST_TOLD && told.add(event)) {
            news.add(event);
        }
    }
}
