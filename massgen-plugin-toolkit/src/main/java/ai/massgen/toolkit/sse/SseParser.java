package ai.massgen.toolkit.sse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Turns the bytes of an event stream into events, however the bytes are cut into pieces.
 *
 * <p>Lines are split on bytes and decoded whole, so a character that arrives in two pieces is never torn. Lines end with
 * LF, CR or CRLF; a byte order mark at the start, comments and unknown fields are skipped. Not thread-safe.
 */
public final class SseParser {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final int limit;
    private byte[] line = new byte[1024];
    private int length;
    private boolean afterCarriageReturn;
    private boolean firstLine = true;
    private String type = "";
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;

    /**
     * Creates a parser.
     *
     * @param limit the largest line in bytes and the largest data of an event in characters, at least 1
     * @throws IllegalArgumentException if the limit is below 1
     */
    public SseParser(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("the limit must be at least 1, got " + limit);
        }
        this.limit = limit;
    }

    /**
     * Takes the next piece of the stream.
     *
     * @param piece the bytes, consumed
     * @return the events that this piece completed
     * @throws EventTooLargeException if a line or an event exceeds the limit; the parser must not be used any more
     */
    public List<SseEvent> feed(ByteBuffer piece) throws EventTooLargeException {
        List<SseEvent> events = new ArrayList<>();
        while (piece.hasRemaining()) {
            byte next = piece.get();
            boolean secondHalfOfCrLf = next == '\n' && afterCarriageReturn;
            afterCarriageReturn = next == '\r';
            if (next == '\n' || next == '\r') {
                if (!secondHalfOfCrLf) {
                    endLine().ifPresent(events::add);
                }
            } else {
                append(next);
            }
        }
        return events;
    }

    /**
     * Takes the end of the stream.
     *
     * @return the last event if its blank line was missing, not {@linkplain SseEvent#terminated terminated}
     * @throws EventTooLargeException if the event exceeds the limit
     */
    public Optional<SseEvent> finish() throws EventTooLargeException {
        if (length > 0) {
            readField(takeLine());
        }
        return dispatch(false);
    }

    private void append(byte next) throws EventTooLargeException {
        if (length == limit) {
            throw new EventTooLargeException(limit);
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, (int) Math.min(limit, 2L * length));
        }
        line[length++] = next;
    }

    private Optional<SseEvent> endLine() throws EventTooLargeException {
        String text = takeLine();
        if (text.isEmpty()) {
            return dispatch(true);
        }
        readField(text);
        return Optional.empty();
    }

    private String takeLine() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8);
        boolean marked = firstLine && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        firstLine = false;
        length = 0;
        return marked ? text.substring(1) : text;
    }

    private void readField(String text) throws EventTooLargeException {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String value = colon < 0 ? "" : text.substring(colon + 1);
        if (value.startsWith(" ")) {
            value = value.substring(1);
        }
        if (name.equals("data")) {
            appendData(value);
        } else if (name.equals("event")) {
            type = value;
        }
    }

    private void appendData(String value) throws EventTooLargeException {
        if (hasData) {
            data.append('\n');
        }
        if (data.length() + value.length() > limit) {
            throw new EventTooLargeException(limit);
        }
        data.append(value);
        hasData = true;
    }

    private Optional<SseEvent> dispatch(boolean terminated) {
        Optional<SseEvent> event = hasData
                ? Optional.of(new SseEvent(type.isEmpty() ? "message" : type, data.toString(), terminated))
                : Optional.empty();
        type = "";
        data.setLength(0);
        hasData = false;
        return event;
    }
}
