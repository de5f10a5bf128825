package ai.massgen.cli.view;

import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What people see of events. */
final class Rendered {
    static final String RUN = "20261122-145501-k3f9q2";

    private Rendered() {}

    /** On a terminal, without colours. */
    static String at(int width, SessionEvent... events) {
        return on(true, false, width, StandardCharsets.UTF_8, Arrays.asList(events));
    }

    static String coloured(int width, SessionEvent... events) {
        return on(true, true, width, StandardCharsets.UTF_8, Arrays.asList(events));
    }

    static String piped(SessionEvent... events) {
        return on(false, true, 80, StandardCharsets.UTF_8, Arrays.asList(events));
    }

    /** Preceded by the roster of {@link Story}, which is not part of what is returned. */
    static String storyAt(int width, SessionEvent... events) {
        return withoutBegin(at(width, story(events)), at(width, Story.BEGIN));
    }

    static String storyPiped(SessionEvent... events) {
        return withoutBegin(piped(story(events)), piped(Story.BEGIN));
    }

    private static SessionEvent[] story(SessionEvent... events) {
        List<SessionEvent> all = new ArrayList<>(List.of(Story.BEGIN));
        all.addAll(Arrays.asList(events));
        return all.toArray(SessionEvent[]::new);
    }

    private static String withoutBegin(String all, String begin) {
        if (!all.startsWith(begin)) {
            throw new AssertionError("does not begin with the roster: " + all);
        }
        return all.substring(begin.length());
    }

    static String on(boolean interactive, boolean color, int width, Charset charset, List<SessionEvent> events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunView view = RunView.on(new Screen(new PrintStream(bytes, false, charset), interactive, color, width));
        events.forEach(event -> view.on(record(event)));
        return bytes.toString(charset);
    }

    static EventRecord record(SessionEvent event) {
        return new EventRecord(1, Instant.EPOCH, RUN, event);
    }
}
