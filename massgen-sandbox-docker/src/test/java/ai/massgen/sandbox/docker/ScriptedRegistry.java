package ai.massgen.sandbox.docker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An image registry on the loopback with images of one small file, for a real engine to pull from. Engines take it without
 * TLS because it is on the loopback.
 */
final class ScriptedRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String LIST = "application/vnd.docker.distribution.manifest.list.v2+json";

    private final ServerSocket listener;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Refusal refusal = new Refusal(0, "");
    private volatile String authorization = "";

    private record Refusal(int status, String body) {}

    ScriptedRegistry() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("scripted-registry").start(this::accept);
    }

    /** The address as it begins a reference. */
    String host() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** What has been asked for, without the probes of the registry itself. */
    List<String> requests() {
        return requests.stream().filter(path -> !path.equals("/v2/")).toList();
    }

    /** Answers everything with an error from now on. */
    void refuse(int status, String code) {
        refusal = new Refusal(status, error(code));
    }

    /** Lets only this user in from now on. */
    void demand(String user, String password) {
        authorization = "Basic " + Base64.getEncoder().encodeToString(bytes(user + ":" + password));
    }

    private static String error(String code) {
        String message = code.toLowerCase(Locale.ROOT).replace('_', ' ');
        return "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
    }

    /** Puts an image with one file behind a tag; gives the manifest's digest. */
    String put(String repository, String tag, String content) {
        byte[] layer = TestImages.tar(Map.of("/file", content));
        byte[] config = bytes("{\"architecture\":\"" + architecture()
                + "\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/file\"]},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\""
                + digest(layer) + "\"]}}");
        blobs.put(digest(layer), layer);
        blobs.put(digest(config), config);
        byte[] manifest = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                + part("application/vnd.docker.container.image.v1+json", config) + ",\"layers\":["
                + part("application/vnd.docker.image.rootfs.diff.tar", layer) + "]}");
        manifests.put(repository + "/" + tag, manifest);
        manifests.put(repository + "/" + digest(manifest), manifest);
        return digest(manifest);
    }

    private static String part(String type, byte[] blob) {
        return "{\"mediaType\":\"" + type + "\",\"size\":" + blob.length + ",\"digest\":\"" + digest(blob) + "\"}";
    }

    /** Puts a list behind a tag whose only image is for a machine that nobody has. */
    void putForeign(String repository, String tag) {
        String digest = put(repository, "foreign", "foreign");
        byte[] list = bytes("{\"schemaVersion\":2,\"mediaType\":\"" + LIST + "\",\"manifests\":[{\"mediaType\":\""
                + MANIFEST + "\",\"size\":1,\"digest\":\"" + digest
                + "\",\"platform\":{\"architecture\":\"s390x\",\"os\":\"linux\"}}]}");
        manifests.put(repository + "/" + tag, list);
        manifests.put(repository + "/" + digest(list), list);
    }

    /** Serves one image's manifest for the digest of another. */
    void confuse(String repository, String digest, String tag) {
        manifests.put(repository + "/" + digest, manifests.getOrDefault(repository + "/" + tag, new byte[0]));
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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
            boolean known = authorization.isEmpty();
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                known |= header.equalsIgnoreCase("authorization: " + authorization);
            }
            requests.add(request[1]);
            if (known) {
                answer(request[0], request[1], connection.getOutputStream());
            } else {
                askWho(connection.getOutputStream());
            }
        } catch (IOException e) {
            // the engine went away
        }
    }

    private static void askWho(OutputStream out) throws IOException {
        out.write(bytes(String.join(
                "\r\n",
                "HTTP/1.1 401 Scripted",
                "Connection: close",
                "WWW-Authenticate: Basic realm=\"scripted\"",
                "Content-Length: 0",
                "",
                "")));
        out.flush();
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private void answer(String method, String path, OutputStream out) throws IOException {
        if (refusal.status() > 0) {
            send(method, refusal.status(), "application/json", bytes(refusal.body()), out);
            return;
        }
        String[] parts = path.split("/", 5); // "", v2, repository, manifests | blobs, reference
        byte[] body = new byte[0];
        if (parts.length == 5) {
            body = parts[3].equals("blobs")
                    ? blobs.getOrDefault(parts[4], body)
                    : manifests.getOrDefault(parts[2] + "/" + parts[4], body);
            if (body.length == 0) {
                send(method, 404, "application/json", bytes(error("MANIFEST_UNKNOWN")), out);
                return;
            }
        }
        send(method, 200, new String(body, StandardCharsets.UTF_8).contains(LIST) ? LIST : MANIFEST, body, out);
    }

    private static void send(String method, int status, String type, byte[] body, OutputStream out) throws IOException {
        String head = "HTTP/1.1 " + status + " Scripted\r\nConnection: close\r\nContent-Type: " + type
                + "\r\nDocker-Distribution-Api-Version: registry/2.0\r\nDocker-Content-Digest: " + digest(body)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        if (!method.equals("HEAD")) {
            out.write(body);
        }
        out.flush();
    }

    static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
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
