package ai.massgen.core.egress;

import ai.massgen.core.task.Task;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** One connection from a container: asks what it is for, decides, and passes bytes on in both directions. */
final class ProxyConnection {
    private static final long PATIENCE = Duration.ofSeconds(15).toNanos();
    private static final Duration LAST = Duration.ofSeconds(60);
    private static final int BUFFER = 16 << 10;

    private final TunnelStream client;
    private final EgressDialer dialer;
    private final EgressAudit audit;
    private final AtomicReference<Socket> host = new AtomicReference<>(new Socket());

    ProxyConnection(TunnelStream client, EgressDialer dialer, EgressAudit audit) {
        this.client = client;
        this.dialer = dialer;
        this.audit = audit;
    }

    /** Serves it to its end. */
    void run() {
        try {
            client.readUntil(System.nanoTime() + PATIENCE);
            serve(ProxyRequest.read(client));
        } catch (Refusal e) {
            audit.refused(e.target(), e.reason());
            answer(e);
        } catch (IOException e) {
            // one of the two sides has gone; the other is told by the end of its connection
        } finally {
            client.close();
            closeHost();
        }
    }

    private void serve(ProxyRequest request) throws IOException {
        EgressHost listed = dialer.listed(request.authority());
        Socket socket = dialer.dial(listed, this::watch);
        audit.connected(listed, socket.getInetAddress().getHostAddress());
        if (request.tunnel()) {
            send("HTTP/1.1 200 Connection established\r\n\r\n");
        }
        Task back = Task.start("massgen-egress-back", () -> passBack(socket));
        try {
            passOn(request, listed, socket.getOutputStream());
            if (request.tunnel() || request.length() < 0) {
                socket.shutdownOutput();
            }
            join(back);
        } finally {
            socket.close();
            boolean ignored = back.await(LAST);
        }
    }

    /** Whoever hangs up in the container ends the connection that was made for it, also one that is being made. */
    private void watch(Socket socket) {
        host.set(socket);
        client.whenOver(this::closeHost);
    }

    private void passOn(ProxyRequest request, EgressHost listed, OutputStream out) throws IOException {
        if (request.tunnel()) {
            greeting(listed, out);
        } else {
            out.write(request.head().getBytes(StandardCharsets.ISO_8859_1));
        }
        client.readUntil(0);
        pass(out, request.tunnel() ? -1 : request.length());
    }

    /** Waits for the host's side as long as it takes: an answer may be long. */
    private static void join(Task back) throws IOException {
        try {
            while (!back.join(LAST)) {
                // it still sends
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Passes the first bytes on. If they are TLS, the name in them has to be the listed one. */
    private void greeting(EgressHost listed, OutputStream out) throws IOException {
        client.readUntil(0);
        int first = client.read();
        if (first < 0) {
            return;
        }
        if (first != ClientHello.HANDSHAKE) {
            out.write(first);
            return;
        }
        client.readUntil(System.nanoTime() + PATIENCE);
        ClientHello hello = hello(listed);
        String name = hello.name().orElse(listed.host());
        if (!name.equals(listed.host())) {
            audit.refused(listed.toString(), "it asked for '" + name + "' in the TLS greeting");
            throw new IOException("the name in the TLS greeting is another");
        }
        out.write(hello.bytes());
    }

    private ClientHello hello(EgressHost listed) throws IOException {
        try {
            return ClientHello.read(new DataInputStream(client));
        } catch (IOException e) {
            audit.refused(listed.toString(), "its TLS greeting cannot be read");
            throw e;
        }
    }

    private void pass(OutputStream out, long most) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = most < 0 ? Long.MAX_VALUE : most;
        while (left > 0) {
            int count = client.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            out.write(buffer, 0, count);
            left -= count;
        }
    }

    private void passBack(Socket socket) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = socket.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                client.write(buffer, 0, count);
            }
            client.end();
        } catch (IOException e) {
            client.close(); // wakes whoever reads from it
        }
    }

    private void answer(Refusal refusal) {
        String text = "massgen: " + refusal.reason() + "\n";
        try {
            send("HTTP/1.1 " + refusal.status() + " " + (refusal.status() == 403 ? "Forbidden" : "Failed")
                    + "\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                    + text.getBytes(StandardCharsets.ISO_8859_1).length + "\r\n\r\n" + text);
            client.end();
        } catch (IOException e) {
            // nobody is there to be told
        }
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        client.write(bytes, 0, bytes.length);
    }

    private void closeHost() {
        try {
            host.get().close();
        } catch (IOException e) {
            // it was on its way to be closed
        }
    }
}
