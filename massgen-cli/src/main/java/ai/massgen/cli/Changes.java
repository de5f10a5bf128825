package ai.massgen.cli;

import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.TrustEvent.ToolDefinitionChanged;
import java.util.LinkedHashSet;
import java.util.Set;

/** Remembers which tools are not what was pinned, on the way to another listener. Read after the run. */
final class Changes implements EventListener {
    private final EventListener listener;
    private final Set<String> tools = new LinkedHashSet<>();

    Changes(EventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(EventRecord record) {
        if (record.event() instanceof ToolDefinitionChanged changed
                && !changed.kind().equals("new")) {
            tools.add(changed.tool() + " of " + changed.server());
        }
        listener.on(record);
    }

    /** Tools that have changed or are missing. */
    Set<String> tools() {
        return tools;
    }

    String warning() {
        return Failures.sentence(
                "pin.definition-changed",
                "the agents have decided, but not everything that was pinned is what it was: "
                        + String.join(", ", tools) + "; see massgen tools diff");
    }
}
