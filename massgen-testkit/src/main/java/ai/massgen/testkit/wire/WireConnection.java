package ai.massgen.testkit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One client's connection: reads requests, plays replies. Used by one thread. */
final class WireConnection {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final Runnable onDeparture;

    WireConnection(Socket socket, Runnable onDeparture) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.onDeparture = onDeparture;
    }

    /** Reads the next request; null if the client has left. */
    @Nullable WireRequest read() throws IOException {
        return RequestReader.read(in);
    }

    /** Plays a reply; false if the connection is of no further use. */
    boolean play(WireReply reply) throws IOException {
        try {
            return perform(reply);
        } catch (IOException e) {
            onDeparture.run();
            throw e;
        }
    }

    private boolean perform(WireReply reply) throws IOException {
        WireHead head = reply.head();
        if (head.status() != WireHead.NONE) {
            write(bytes(head.text(reply.bodyLength())));
        }
        for (WireStep step : reply.steps()) {
            if (!play(step, head.framing())) {
                return false;
            }
        }
        return switch (head.framing()) {
            case CHUNKED -> {
                write(bytes("0\r\n\r\n"));
                yield true;
            }
            case LENGTH -> true;
            case CONNECTION_CLOSE -> false;
        };
    }

    private boolean play(WireStep step, WireHead.Framing framing) throws IOException {
        return switch (step) {
            case WireStep.Send send -> {
                send(send.bytes(), framing);
                yield true;
            }
            case WireStep.Repeat repeat -> {
                do {
                    send(repeat.bytes(), framing);
                } while (!hasLeft(repeat.pause()));
                yield false;
            }
            case WireStep.Stall stall -> {
                awaitDeparture();
                yield false;
            }
            case WireStep.Cut cut -> false;
            case WireStep.Reset reset -> {
                socket.setSoLinger(true, 0);
                yield false;
            }
        };
    }

    private void send(ByteBuffer data, WireHead.Framing framing) throws IOException {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        if (framing != WireHead.Framing.CHUNKED) {
            write(bytes);
        } else if (bytes.length > 0) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes(bytes(Integer.toHexString(bytes.length) + "\r\n"));
            chunk.writeBytes(bytes);
            chunk.writeBytes(bytes("\r\n"));
            write(chunk.toByteArray());
        }
    }

    /** A reset ends the waiting like a proper close, but as an exception, which counts as a departure by itself. */
    private void awaitDeparture() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        onDeparture.run();
    }

    /** Waits whether the client leaves. Without a wait a departure shows by the next write that fails. */
    private boolean hasLeft(Duration wait) throws IOException {
        if (wait.isZero()) {
            return false;
        }
        socket.setSoTimeout((int) wait.toMillis());
        try {
            boolean left = in.read() < 0;
            if (left) {
                onDeparture.run();
            }
            return left;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
