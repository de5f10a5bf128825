package ai.massgen.core.egress;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What goes through the tunnel: a byte for the kind, four for the number of the stream, two for the length, and as many
 * bytes. Whoever is in the container may have written it.
 *
 * @param kind one of the kinds below
 * @param stream the number of the stream, 0 where it is about none
 * @param payload what it holds
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(byte kind, int stream, byte[] payload) {
    /** The forwarder listens. The first frame, and only that. */
    static final byte READY = 'R';
    /** Somebody has connected. */
    static final byte OPEN = 'O';
    /** Bytes, within the other side's credit. */
    static final byte DATA = 'D';
    /** No more bytes will follow in this direction. */
    static final byte END = 'E';
    /** The stream is over, in both directions. */
    static final byte CLOSE = 'C';
    /** As many bytes more may be sent, as four bytes. */
    static final byte CREDIT = 'W';

    /** How much may be on its way in each direction of a stream. */
    static final int WINDOW = 64 << 10;
    /** The longest payload. */
    static final int LONGEST = 16 << 10;
    /** How many streams there may be. */
    static final int MOST_STREAMS = 64;

    private static final byte[] NOTHING = new byte[0];
    private static final String KINDS = "RODECW";

    static Frame of(byte kind, int stream) {
        return new Frame(kind, stream, NOTHING);
    }

    static Frame credit(int stream, int bytes) {
        return new Frame(CREDIT, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    int credit() throws IOException {
        int bytes = payload.length == 4 ? ByteBuffer.wrap(payload).getInt() : 0;
        if (bytes <= 0 || bytes > WINDOW) {
            throw new IOException("it gave credit for " + bytes + " bytes");
        }
        return bytes;
    }

    byte[] bytes() {
        return ByteBuffer.allocate(7 + payload.length)
                .put(kind)
                .putInt(stream)
                .putShort((short) payload.length)
                .put(payload)
                .array();
    }

    /**
     * Reads a frame.
     *
     * @throws EOFException at the end
     * @throws IOException if it is none
     */
    static Frame read(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        int stream = in.readInt();
        int length = in.readUnsignedShort();
        if (KINDS.indexOf(kind) < 0
                || stream < 0
                || length > LONGEST
                || (kind != DATA && kind != CREDIT && length > 0)) {
            throw new IOException("it sent what is no frame");
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(kind, stream, payload);
    }
}
