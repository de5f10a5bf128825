package ai.massgen.toolkit.container;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Takes the frames of an attached container apart: what the container wrote to its standard output is the stream, what it
 * wrote to its standard error goes to a consumer on the reading thread. A frame is a byte for the stream, three zero
 * bytes, the length as four bytes, and that many bytes. The length is never allocated: nobody is trusted with it.
 */
final class FramedInput extends InputStream {
    private static final int HEADER = 8;
    private static final int STDERR_CHUNK = 8192;
    private static final int MAX_ERROR = 4096;

    private final Source source;
    private final Consumer<? super byte[]> stderr;
    private final byte[] header = new byte[HEADER];
    private int type;
    private long remaining;

    /** Where the frames come from, such as {@link EngineChannel#read(byte[], int, int)}. */
    interface Source {
        int read(byte[] target, int offset, int length) throws IOException;
    }

    FramedInput(Source source, Consumer<? super byte[]> stderr) {
        this.source = source;
        this.stderr = Objects.requireNonNull(stderr, "stderr");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (true) {
            if (remaining == 0 && !nextFrame()) {
                return -1;
            }
            if (remaining > 0 && type == 2) {
                passOnStderr();
            } else if (remaining > 0) {
                return payload(target, offset, length);
            }
        }
    }

    private boolean nextFrame() throws IOException {
        int have = 0;
        while (have < HEADER) {
            int count = source.read(header, have, HEADER - have);
            if (count < 0 && have == 0) {
                return false;
            }
            if (count < 0) {
                throw lost();
            }
            have += count;
        }
        type = header[0];
        if (type < 0 || type > 3 || header[1] != 0 || header[2] != 0 || header[3] != 0) {
            throw new IOException("the engine sent something that is no stream frame");
        }
        remaining = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(4));
        if (type == 3) {
            throw systemError();
        }
        return true;
    }

    private int payload(byte[] target, int offset, int length) throws IOException {
        int count = source.read(target, offset, (int) Math.min(length, remaining));
        if (count < 0) {
            throw lost();
        }
        remaining -= count;
        return count;
    }

    private void passOnStderr() throws IOException {
        byte[] chunk = new byte[(int) Math.min(STDERR_CHUNK, remaining)];
        int count = payload(chunk, 0, chunk.length);
        stderr.accept(count == chunk.length ? chunk : Arrays.copyOf(chunk, count));
    }

    /** Frames of type 3 carry what went wrong inside the engine; Docker's own client ends the stream there, too. */
    private IOException systemError() throws IOException {
        byte[] text = new byte[(int) Math.min(MAX_ERROR, remaining)];
        int have = 0;
        while (have < text.length) {
            have += payload(text, have, text.length - have);
        }
        return new IOException(
                "the engine ended the container's streams: " + new String(text, StandardCharsets.UTF_8).strip());
    }

    private static EOFException lost() {
        return new EOFException("the connection to the container was lost in the middle of a frame");
    }
}
