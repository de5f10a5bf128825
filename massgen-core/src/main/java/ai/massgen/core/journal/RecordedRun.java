package ai.massgen.core.journal;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a journal says. A last line that was torn, because the process died while it wrote, is not part of it; events of
 * types that this version does not know are passed over. Immutable.
 *
 * @param events the events, in order
 * @param length how many bytes of the file are whole lines
 * @param lastNumber the number of the last event, those passed over included
 */
public record RecordedRun(List<EventRecord> events, long length, long lastNumber) {
    /** Copies the list. */
    public RecordedRun {
        events = List.copyOf(events);
    }

    /**
     * Reads a journal.
     *
     * @param file the journal
     * @return what it says
     * @throws JournalException if it cannot be read, or is no journal
     */
    public static RecordedRun read(Path file) {
        byte[] bytes = bytes(file);
        List<EventRecord> events = new ArrayList<>();
        int begin = 0;
        long lastNumber = 0;
        for (int end = next(bytes, begin); end >= 0; end = next(bytes, begin)) {
            lastNumber++;
            String line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
            try {
                EventJson.read(line).ifPresent(events::add);
            } catch (IllegalArgumentException e) {
                throw unreadable("line " + lastNumber + " of " + file + " is no journal line: " + e.getMessage(), e);
            }
            begin = end + 1;
        }
        return new RecordedRun(events, begin, lastNumber);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no journal " + file + "; massgen runs list shows the runs", e);
        } catch (IOException e) {
            throw unreadable("cannot read the journal " + file + ": " + e.getMessage(), e);
        }
    }

    private static JournalException unreadable(String message, Exception cause) {
        return new JournalException(JournalException.UNREADABLE, message, cause);
    }

    private static int next(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /**
     * The events of one type.
     *
     * @param type the type
     * @return in order
     * @param <E> the type
     */
    public <E extends SessionEvent> List<E> of(Class<E> type) {
        return events.stream()
                .map(EventRecord::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /**
     * How the run began.
     *
     * @return empty if the process died before it was written
     */
    public Optional<SessionEvent.RunStarted> started() {
        return of(SessionEvent.RunStarted.class).stream().findFirst();
    }

    /**
     * How the run ended.
     *
     * @return empty if it is under way, or was interrupted
     */
    public Optional<SessionEvent.RunFinished> finished() {
        return of(SessionEvent.RunFinished.class).stream().findFirst();
    }

    /**
     * How long the run was under way, the times in which it lay interrupted not counted.
     *
     * @return from the first to the last event
     */
    public Duration spent() {
        Duration spent = Duration.ZERO;
        for (int i = 1; i < events.size(); i++) {
            if (!(events.get(i).event() instanceof CourseEvent.RunResumed)) {
                spent = spent.plus(
                        Duration.between(events.get(i - 1).at(), events.get(i).at()));
            }
        }
        return spent;
    }
}
