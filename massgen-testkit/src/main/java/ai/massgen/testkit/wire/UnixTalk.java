package ai.massgen.testkit.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** The server's end of one connection: reads requests and says anything, HTTP or not. Used by one thread. */
public final class UnixTalk implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;

    UnixTalk(SocketChannel channel) {
        this.channel = channel;
        this.in = Channels.newInputStream(channel);
    }

    /**
     * Reads an HTTP request.
     *
     * @return the request
     * @throws EOFException if the client left without one
     * @throws IOException if the connection is lost
     */
    public WireRequest request() throws IOException {
        WireRequest request = RequestReader.read(in);
        if (request == null) {
            throw new EOFException("the client left without a request");
        }
        return request;
    }

    /**
     * What the client sends, after what was read as a request.
     *
     * @return an unbuffered stream
     */
    public InputStream input() {
        return in;
    }

    /**
     * Sends text as it is.
     *
     * @param text the text, sent as UTF-8
     * @throws IOException if the client went away
     */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends bytes as they are.
     *
     * @param bytes the bytes
     * @throws IOException if the client went away
     */
    public void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Answers a request completely.
     *
     * @param status the HTTP status
     * @param body the body
     * @throws IOException if the client went away
     */
    public void answer(int status, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        send("HTTP/1.1 " + status + " Scripted\r\nContent-Type: application/json\r\nContent-Length: " + length
                + "\r\n\r\n" + body);
    }

    /**
     * Says nothing until the client leaves or ends its side.
     *
     * @return what it sent meanwhile
     * @throws IOException if the connection is lost
     */
    public byte[] awaitEnd() throws IOException {
        return in.readAllBytes();
    }

    /** Drops the connection, from any thread. */
    void cut() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
