package ai.massgen.testkit.registry;

import ai.massgen.testkit.engine.LocalDocker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real image registry, Debian's package {@code docker-registry}, as a process of its own on a free port of the loopback,
 * without TLS. Where the program is says the variable {@value #PROGRAM}, else it is {@code /usr/bin/docker-registry};
 * {@code scripts/engines up} of the MassGen repository installs it. For one thread.
 */
public final class LocalRegistry implements AutoCloseable {
    /** The environment variable that names the program. */
    public static final String PROGRAM = "MASSGEN_REGISTRY";

    /** The only user of a registry that wants a login. */
    public static final String USER = "ada";

    /** That user's password. */
    public static final String PASSWORD = "s3cret";

    /** The password as bcrypt keeps it. */
    private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuLK7U1u6pVRmL7L1BBM2aS35PSZnDXlK";

    private static final Pattern ADDRESS = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");
    private static final String BYTES = "application/octet-stream";
    private static final long PATIENCE_SECONDS = 30;

    private final Process process;
    private final int port;
    private final boolean closed;

    private LocalRegistry(Process process, int port, boolean closed) {
        this.process = process;
        this.port = port;
        this.closed = closed;
    }

    /**
     * Starts one that serves everybody; the calling test is skipped, or fails where engines are required, if the program is
     * not there.
     *
     * @param folder an empty folder for what it keeps
     * @return the running registry
     * @throws IOException if it does not start
     */
    public static LocalRegistry open(Path folder) throws IOException {
        return start(folder, false);
    }

    /**
     * Starts one that serves only {@link #USER} with {@link #PASSWORD}; otherwise like {@link #open}.
     *
     * @param folder an empty folder for what it keeps
     * @return the running registry
     * @throws IOException if it does not start
     */
    public static LocalRegistry closed(Path folder) throws IOException {
        return start(folder, true);
    }

    private static LocalRegistry start(Path folder, boolean closed) throws IOException {
        Path program = Path.of(Objects.requireNonNullElse(System.getenv(PROGRAM), "/usr/bin/docker-registry"));
        if (!Files.isExecutable(program)) {
            throw LocalDocker.missing("there is no " + program + " (scripts/engines up installs it)");
        }
        Path users = Files.writeString(folder.resolve("users"), USER + ":" + HASH + "\n");
        String login = "auth: { htpasswd: { realm: test, path: " + users + " } }\n";
        Path config = Files.writeString(
                folder.resolve("config.yml"), """
                version: 0.1
                storage: { filesystem: { rootdirectory: %s } }
                http: { addr: "127.0.0.1:0" }
                """.formatted(folder.resolve("data")) + (closed ? login : ""));
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(program.toString(), "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new LocalRegistry(process, port(process, log), closed);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static int port(Process process, Path log) throws IOException {
        long begin = System.nanoTime();
        while (process.isAlive() && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            Matcher matcher = ADDRESS.matcher(Files.readString(log));
            if (matcher.find()) {
                return Integer.parseInt(matcher.group(1));
            }
            Thread.onSpinWait();
        }
        throw new IOException("the registry does not listen:\n" + Files.readString(log));
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * Pushes an image, as engines do it.
     *
     * @param repository such as {@code tools/time}
     * @param tag such as {@code v1}; what was behind it before is behind it no more
     * @param image the image
     * @return its digest
     */
    public String push(String repository, String tag, PushedImage image) {
        put(repository, image);
        send("PUT", "/v2/" + repository + "/manifests/" + tag, PushedImage.MANIFEST, image.manifest());
        return image.digest();
    }

    /**
     * Pushes a list whose only image is for a processor that nobody has.
     *
     * @param repository such as {@code tools/time}
     * @param tag such as {@code v1}
     * @return the digest of the list
     */
    public String pushForeign(String repository, String tag) {
        PushedImage image = PushedImage.of("foreign");
        put(repository, image);
        byte[] list = image.foreignList();
        send("PUT", "/v2/" + repository + "/manifests/" + tag, PushedImage.LIST, list);
        return PushedImage.digest(list);
    }

    private void put(String repository, PushedImage image) {
        blob(repository, image.layer());
        blob(repository, image.config());
        send("PUT", "/v2/" + repository + "/manifests/" + image.digest(), PushedImage.MANIFEST, image.manifest());
    }

    private void blob(String repository, byte[] content) {
        String begun = send("POST", "/v2/" + repository + "/blobs/uploads/", BYTES, new byte[0]);
        send(
                "PUT",
                begun + (begun.contains("?") ? "&" : "?") + "digest=" + PushedImage.digest(content),
                BYTES,
                content);
    }

    /** Gives what the answer says where the thing is now. */
    private String send(String method, String target, String type, byte[] body) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + port).resolve(target);
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("Content-Type", type);
            if (closed) {
                String login = USER + ":" + PASSWORD;
                connection.setRequestProperty(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
            }
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            if (connection.getResponseCode() / 100 != 2) {
                throw new IOException(method + " " + uri + ": " + connection.getResponseCode());
            }
            return Objects.requireNonNullElse(connection.getHeaderField("Location"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it; what it keeps stays in its folder. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the registry does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
