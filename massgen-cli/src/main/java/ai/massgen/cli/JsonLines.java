package ai.massgen.cli;

import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import java.io.PrintStream;

/** Writes each event as a line of JSON, at once. */
final class JsonLines implements EventListener {
    private final PrintStream out;

    JsonLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void on(EventRecord event) {
        // Not println: its line end differs between systems.
        out.print(EventJson.write(event) + "\n");
        out.flush();
    }
}
