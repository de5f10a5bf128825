package ai.massgen.testkit.registry;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A registry on the loopback that does what a real one does not do to order: it answers everything with an error, or serves
 * something else than what it was asked for. Engines take it without TLS because it is on the loopback.
 */
final class ScriptedRegistry implements AutoCloseable {
    private final ServerSocket listener;
    private final Reply otherwise;
    private final Map<String, byte[]> files;

    private record Reply(int status, String type, String body) {}

    private ScriptedRegistry(Reply otherwise, Map<String, byte[]> files) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.otherwise = otherwise;
        this.files = Map.copyOf(files);
        Thread.ofVirtual().name("scripted-registry").start(this::accept);
    }

    /** Answers everything with an error. */
    static ScriptedRegistry refusing(int status, String code) throws IOException {
        String message = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        String body = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
        return new ScriptedRegistry(new Reply(status, "application/json", body), Map.of());
    }

    /** Serves one image completely, also to whoever asks for the digest of another. */
    static ScriptedRegistry confusing(String repository, PushedImage asked, PushedImage served) throws IOException {
        String place = "/v2/" + repository;
        Map<String, byte[]> files = new HashMap<>();
        files.put(place + "/manifests/" + asked.digest(), served.manifest());
        files.put(place + "/manifests/" + served.digest(), served.manifest());
        for (byte[] blob : new byte[][] {served.layer(), served.config()}) {
            files.put(place + "/blobs/" + PushedImage.digest(blob), blob);
        }
        return new ScriptedRegistry(new Reply(200, "application/json", ""), files);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    /** One request for each connection. A greeting of TLS is turned away at once, so that the engine tries without. */
    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            in.mark(1);
            if (in.read() < 'A') {
                return;
            }
            in.reset();
            String[] request = line(in).split(" ");
            String header = line(in);
            while (!header.isEmpty()) {
                header = line(in); // says nothing that matters here
            }
            byte[] file = files.get(request[1]);
            OutputStream out = connection.getOutputStream();
            if (file == null) {
                byte[] body = otherwise.body().getBytes(StandardCharsets.UTF_8);
                send(request[0], otherwise.status(), otherwise.type(), body, out);
            } else {
                send(request[0], 200, PushedImage.MANIFEST, file, out);
            }
        } catch (IOException e) {
            // the engine went away
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static void send(String method, int status, String type, byte[] body, OutputStream out) throws IOException {
        String head = "HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nDocker-Distribution-Api-Version: registry/2.0\r\nDocker-Content-Digest: "
                + PushedImage.digest(body) + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (!method.equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
