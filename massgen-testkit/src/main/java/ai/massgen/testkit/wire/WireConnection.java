package ai.massgen.testkit.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
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
        String start = line();
        if (start.isEmpty()) {
            return null;
        }
        String[] words = start.split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new WireRequest(words[0], words[1], headers, body(headers));
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

    private String body(Map<String, String> headers) throws IOException {
        if (!headers.containsKey("transfer-encoding")) {
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return new String(in.readNBytes(length), StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            line();
        }
        line();
        return body.toString(StandardCharsets.UTF_8);
    }

    private int chunkSize() throws IOException {
        String size = line();
        if (size.isEmpty()) {
            throw new EOFException("the client left in the middle of its request");
        }
        return Integer.parseInt(size, 16);
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

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
