package ai.massgen.toolkit.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The body of a response: of a known length, in chunks, or until the engine closes the connection. */
final class HttpBody extends InputStream {
    private final EngineChannel channel;
    private final boolean chunked;
    private long remaining;
    private boolean first = true;
    private boolean ended;

    private HttpBody(EngineChannel channel, boolean chunked, long remaining) {
        this.channel = channel;
        this.chunked = chunked;
        this.remaining = remaining;
    }

    static InputStream of(EngineChannel channel, HttpHead head) throws IOException {
        if (head.status() == 101 || head.status() == 204 || head.status() == 304) {
            return InputStream.nullInputStream();
        }
        Optional<String> encoding = head.header("transfer-encoding");
        if (encoding.isPresent()) {
            if (!encoding.get().equalsIgnoreCase("chunked")) {
                throw new IOException("the answer's transfer encoding is unknown");
            }
            return new HttpBody(channel, true, 0);
        }
        Optional<String> length = head.header("content-length");
        return new HttpBody(channel, false, length.isPresent() ? length(length.get()) : Long.MAX_VALUE);
    }

    private static long length(String text) throws IOException {
        if (!text.matches("\\d{1,15}")) {
            throw new IOException("the answer's length is no number");
        }
        return Long.parseLong(text);
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
        if (chunked && remaining == 0 && !ended) {
            nextChunk();
        }
        if (ended || remaining == 0) {
            return -1;
        }
        int count = channel.read(target, offset, (int) Math.min(length, remaining));
        if (count < 0) {
            return atEnd();
        }
        if (remaining != Long.MAX_VALUE) {
            remaining -= count;
        }
        return count;
    }

    private int atEnd() throws IOException {
        if (chunked || remaining != Long.MAX_VALUE) {
            throw new EOFException("the engine closed the connection in the middle of its answer");
        }
        ended = true;
        return -1;
    }

    private void nextChunk() throws IOException {
        if (!first && !HttpHead.line(channel).isEmpty()) {
            throw new IOException("a chunk of the answer does not end where it said");
        }
        first = false;
        String line = HttpHead.line(channel);
        int end = line.indexOf(';');
        String size = (end < 0 ? line : line.substring(0, end)).strip();
        if (!size.matches("[0-9a-fA-F]{1,12}")) {
            throw new IOException("a chunk of the answer has no size");
        }
        remaining = Long.parseLong(size, 16);
        if (remaining == 0) {
            ended = true;
            HttpHead.headers(channel); // trailers say nothing that matters here
        }
    }
}
