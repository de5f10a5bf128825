package ai.massgen.testkit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
        if (!reply.headless()) {
            write(reply.head().getBytes(StandardCharsets.UTF_8));
        }
        for (WireStep step : reply.steps()) {
            if (!play(step)) {
                return false;
            }
        }
        write("0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        return true;
    }

    private boolean play(WireStep step) throws IOException {
        return switch (step) {
            case WireStep.Send send -> {
                sendChunk(send.bytes());
                yield true;
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

    private void sendChunk(ByteBuffer data) throws IOException {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        if (bytes.length > 0) {
            ByteArrayOutputStream chunk = new ByteArrayOutputStream();
            chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
            chunk.writeBytes(bytes);
            chunk.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
            write(chunk.toByteArray());
        }
    }

    /** A reset ends the waiting like a proper close, but as an exception, which counts as a departure by itself. */
    private void awaitDeparture() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        onDeparture.run();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }
}
