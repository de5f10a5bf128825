package ai.massgen.core.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of a reply: of a known length, in chunks, or until the connection ends. Used by one thread. */
final class HttpBody extends InputStream {
    private static final long UNTIL_CLOSE = Long.MAX_VALUE;

    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean first = true;
    private boolean complete;

    private HttpBody(InputStream in, boolean chunked, long left) {
        this.in = in;
        this.chunked = chunked;
        this.left = left;
        this.complete = !chunked && left == 0;
    }

    static HttpBody of(InputStream in, HttpHead head) throws IOException {
        if (head.status() == 204 || head.status() == 304) {
            return new HttpBody(in, false, 0);
        }
        String encoding = head.header("transfer-encoding").orElse("");
        String length = head.header("content-length").orElse("");
        if (!encoding.isEmpty()) {
            if (!encoding.equalsIgnoreCase("chunked") || !length.isEmpty()) {
                throw HttpHead.broken("does not say clearly how long its answer is");
            }
            return new HttpBody(in, true, 0);
        }
        if (length.isEmpty()) {
            return new HttpBody(in, false, UNTIL_CLOSE);
        }
        if (!length.matches("\\d{1,15}")) {
            throw HttpHead.broken("tells a length of its answer that is no number");
        }
        return new HttpBody(in, false, Long.parseLong(length));
    }

    /** Whether all of it has been read and its end was where it said. */
    boolean isComplete() {
        return complete && left != UNTIL_CLOSE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (chunked && left == 0 && !complete) {
            nextChunk();
        }
        if (complete) {
            return -1;
        }
        int count = in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            if (left != UNTIL_CLOSE) {
                throw new EOFException("closed the connection in the middle of its answer");
            }
            complete = true;
            return -1;
        }
        if (left != UNTIL_CLOSE) {
            left -= count;
            complete = !chunked && left == 0;
        }
        return count;
    }

    private void nextChunk() throws IOException {
        if (!first && !HttpHead.line(in).isEmpty()) {
            throw HttpHead.broken("sent a chunk that does not end where it said");
        }
        first = false;
        String line = HttpHead.line(in);
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).strip();
        if (!size.matches("[0-9a-fA-F]{1,12}")) {
            throw HttpHead.broken("sent a chunk without a size");
        }
        left = Long.parseLong(size, 16);
        if (left == 0) {
            HttpHead.headers(in);
            complete = true;
        }
    }
}
