package ai.massgen.core.egress;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first message of a TLS client, read for the name that it asks for (RFC 8446, RFC 6066).
 *
 * @param bytes the records that it came in, to be passed on as they are
 * @param name the name, if it has one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ClientHello(byte[] bytes, Optional<String> name) {
    /** How a TLS conversation begins: a record of the handshake. */
    static final int HANDSHAKE = 22;

    private static final int LONGEST = 32 << 10;
    private static final int SERVER_NAME = 0;

    /** Reads it, behind its first byte. */
    static ClientHello read(DataInputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream(1024);
        ByteArrayOutputStream message = new ByteArrayOutputStream(1024);
        int type = HANDSHAKE;
        while (true) {
            int version = in.readUnsignedShort();
            int length = in.readUnsignedShort();
            if (type != HANDSHAKE || version >> 8 != 3 || length == 0 || raw.size() + length > LONGEST) {
                throw new IOException("it begins TLS in a way that cannot be read");
            }
            byte[] record = new byte[length];
            in.readFully(record);
            raw.write(type);
            raw.write(version >> 8);
            raw.write(version);
            raw.write(length >> 8);
            raw.write(length);
            raw.writeBytes(record);
            message.writeBytes(record);
            if (message.size() >= 4 && message.size() >= 4 + size(message.toByteArray())) {
                return new ClientHello(raw.toByteArray(), name(ByteBuffer.wrap(message.toByteArray())));
            }
            type = in.readUnsignedByte();
        }
    }

    private static int size(byte[] message) {
        return ByteBuffer.wrap(message).getInt() & 0xffffff;
    }

    private static Optional<String> name(ByteBuffer hello) throws IOException {
        try {
            if (hello.getInt() >>> 24 != 1) {
                throw new IOException("it begins TLS with something else than a greeting");
            }
            skip(hello, 2 + 32);
            skip(hello, hello.get() & 0xff);
            skip(hello, hello.getShort() & 0xffff);
            skip(hello, hello.get() & 0xff);
            if (!hello.hasRemaining()) {
                return Optional.empty();
            }
            ByteBuffer extensions = part(hello, hello.getShort() & 0xffff);
            while (extensions.hasRemaining()) {
                int type = extensions.getShort() & 0xffff;
                ByteBuffer extension = part(extensions, extensions.getShort() & 0xffff);
                if (type == SERVER_NAME) {
                    return Optional.of(first(extension));
                }
            }
            return Optional.empty();
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("it begins TLS in a way that cannot be read", e);
        }
    }

    private static String first(ByteBuffer extension) {
        ByteBuffer names = part(extension, extension.getShort() & 0xffff);
        skip(names, 1);
        ByteBuffer name = part(names, names.getShort() & 0xffff);
        return StandardCharsets.ISO_8859_1.decode(name).toString();
    }

    private static void skip(ByteBuffer buffer, int count) {
        buffer.position(buffer.position() + count);
    }

    private static ByteBuffer part(ByteBuffer buffer, int length) {
        ByteBuffer part = buffer.slice(buffer.position(), length);
        skip(buffer, length);
        return part;
    }
}
