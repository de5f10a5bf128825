package ai.massgen.cli.view;

import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Shows the whole story on a real screen, for eyes: {@code Look <columns, 0 for a pipe> <true for colours>}. */
final class Look {
    private Look() {}

    public static void main(String[] args) {
        int columns = Integer.parseInt(args[0]);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        RunView view = RunView.on(new Screen(out, columns > 0, Boolean.parseBoolean(args[1]), Math.max(columns, 20)));
        for (SessionEvent event : Story.everything()) {
            view.on(new EventRecord(1, Instant.EPOCH, "20261122-145501-k3f9q2", event));
        }
    }
}
