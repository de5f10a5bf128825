package ai.massgen.core.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines of bounded length. It knows bytes only: characters are decoded when a line is whole, so it
 * does not matter where the stream was split. Used by one thread.
 */
final class LineReader {
    private static final int BLOCK = 8192;
    private static final int HEAD = 64 << 10;
    /** How many limits long a line may be before nobody waits for its end any more. */
    private static final int PATIENCE = 16;

    private final InputStream in;
    private final int limit;
    private final byte[] block = new byte[BLOCK];
    private int at;
    private int end;
    private byte[] line = new byte[BLOCK];
    private int length;
    private long skipping = -1;

    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** What comes next in the stream. */
    sealed interface Next {}

    /** A whole line without its line feed; the last one may have had none. */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(byte[] bytes) implements Next {}

    /** A line passed the limit: its beginning. The rest is skipped by the following call. */
    @SuppressWarnings("ArrayRecordComponent")
    record TooLong(byte[] head) implements Next {}

    /** A line is so long that its end is not awaited. */
    record Endless() implements Next {}

    /** The stream has ended. */
    record End() implements Next {}

    Next next() throws IOException {
        while (true) {
            if (at == end && !fill()) {
                return last();
            }
            int feed = lineFeed();
            int stop = feed < 0 ? end : feed;
            if (skipping >= 0) {
                skipping += stop - at;
                at = feed < 0 ? end : feed + 1;
                if (skipping > (long) limit * PATIENCE) {
                    return new Endless();
                }
                skipping = feed < 0 ? skipping : -1;
            } else if (length + (stop - at) > limit) {
                return tooLong(stop);
            } else {
                append(stop);
                at = feed < 0 ? end : feed + 1;
                if (feed >= 0) {
                    return whole();
                }
            }
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(block));
        return end > 0;
    }

    private int lineFeed() {
        for (int i = at; i < end; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private Next last() {
        return length > 0 ? whole() : new End();
    }

    private Next tooLong(int stop) {
        skipping = length;
        int room = Math.max(0, Math.min(HEAD, limit) - length);
        append(Math.min(stop, at + room));
        byte[] head = Arrays.copyOf(line, Math.min(length, HEAD));
        forget();
        return new TooLong(head);
    }

    private void append(int stop) {
        int more = stop - at;
        if (length + more > line.length) {
            line = Arrays.copyOf(line, Math.min(Math.max(limit, BLOCK), Math.max(length + more, line.length * 2)));
        }
        System.arraycopy(block, at, line, length, more);
        length += more;
    }

    private Line whole() {
        Line whole = new Line(Arrays.copyOf(line, length));
        forget();
        return whole;
    }

    /** A long line must not keep its room for as long as the server lives. */
    private void forget() {
        length = 0;
        if (line.length > 8 * BLOCK) {
            line = new byte[BLOCK];
        }
    }
}
