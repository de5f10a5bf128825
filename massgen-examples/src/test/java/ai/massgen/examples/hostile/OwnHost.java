package ai.massgen.examples.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A host on this machine's loopback, for the test that made it. Answers each request, and counts what reaches it. */
final class OwnHost implements AutoCloseable {
    private final ServerSocket server;
    private final int size;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    private OwnHost(ServerSocket server, int size) {
        this.server = server;
        this.size = size;
    }

    /** Begins to listen; answers have as many bytes as said. */
    static OwnHost open(int size) throws IOException {
        OwnHost host = new OwnHost(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), size);
        Thread.ofVirtual().start(host::accept);
        return host;
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** How many bytes have come. */
    int bytes() {
        return bytes.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return;
                }
                bytes.incrementAndGet();
                head.write(next);
            }
            OutputStream out = socket.getOutputStream();
            out.write(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + size + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write("x".repeat(size).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // the other side is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
