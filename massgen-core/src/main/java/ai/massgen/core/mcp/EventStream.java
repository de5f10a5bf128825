package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpAsk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of server-sent events (WHATWG HTML §9.2) into events of bounded length. An event that is not complete when
 * the stream ends does not count. Used by one thread.
 */
final class EventStream {
    private static final int ROOM_FOR_NAME = 64;
    private static final int LONGEST_ID = 1024;
    private static final int HEAD = 64 << 10;
    private static final byte[] DATA = "data:".getBytes(StandardCharsets.US_ASCII);

    private final LineReader lines;
    private final int limit;
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private boolean hasData;
    private byte @Nullable [] tooLong;
    private @Nullable String id;
    private Optional<String> lastId = Optional.empty();
    private Optional<Duration> retry = Optional.empty();

    EventStream(InputStream in, int limit) {
        this.limit = limit;
        this.lines = new LineReader(new LineEnds(in), limit + ROOM_FOR_NAME);
    }

    /** What comes next. */
    sealed interface Next {}

    /** An event with data. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Event(byte[] data) implements Next {}

    /** An event whose data passed the limit: their beginning. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record TooLong(byte[] head) implements Next {}

    /** The stream has ended. */
    record End() implements Next {}

    /** The id of the last event that had one, if it can stand in a header. */
    Optional<String> lastId() {
        return lastId;
    }

    /** How long the server wants to be left alone before it is asked again. */
    Optional<Duration> retry() {
        return retry;
    }

    Next next() throws IOException {
        while (true) {
            switch (lines.next()) {
                case LineReader.Line line -> {
                    if (line.bytes().length > 0) {
                        field(line.bytes());
                    } else {
                        Optional<Next> event = dispatch();
                        if (event.isPresent()) {
                            return event.get();
                        }
                    }
                }
                case LineReader.TooLong line -> tooLong(line.head());
                case LineReader.Endless endless -> throw new IOException("sends an event without end");
                case LineReader.End end -> {
                    return new End();
                }
            }
        }
    }

    private void field(byte[] line) {
        if (startsWith(line, DATA)) {
            int from = DATA.length + (line.length > DATA.length && line[DATA.length] == ' ' ? 1 : 0);
            append(line, from);
            return;
        }
        String text = new String(line, StandardCharsets.UTF_8);
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1).replaceFirst("^ ", "");
        switch (name) {
            case "data" -> append(new byte[0], 0);
            case "id" -> id = value;
            case "retry" -> retry = value.matches("[0-9]{1,9}") ? Optional.of(millis(value)) : retry;
            default -> {
                // comments, which keep the connection alive, the event's type, and what is unknown
            }
        }
    }

    private static Duration millis(String digits) {
        return Duration.ofMillis(Long.parseLong(digits));
    }

    private void append(byte[] line, int from) {
        if (hasData) {
            data.write('\n');
        }
        hasData = true;
        if (data.size() + line.length - from > limit) {
            tooLong = Arrays.copyOf(data.toByteArray(), Math.min(data.size(), HEAD));
            data.reset();
        } else {
            data.write(line, from, line.length - from);
        }
    }

    private void tooLong(byte[] head) {
        if (startsWith(head, DATA) && tooLong == null) {
            data.write(head, DATA.length, head.length - DATA.length);
            tooLong = data.toByteArray();
            data.reset();
        }
    }

    private static boolean startsWith(byte[] line, byte[] prefix) {
        return line.length >= prefix.length && Arrays.equals(line, 0, prefix.length, prefix, 0, prefix.length);
    }

    private Optional<Next> dispatch() {
        if (id != null && id.length() <= LONGEST_ID && !id.isEmpty() && HttpAsk.isValue(id)) {
            lastId = Optional.of(id);
        }
        Optional<Next> event = Optional.empty();
        if (tooLong != null) {
            event = Optional.of(new TooLong(tooLong));
        } else if (data.size() > 0) {
            event = Optional.of(new Event(data.toByteArray()));
        }
        id = null;
        tooLong = null;
        hasData = false;
        data.reset();
        return event;
    }
}
