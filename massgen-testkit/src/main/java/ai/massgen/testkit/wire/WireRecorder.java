package ai.massgen.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a backend and its provider, passes everything on, and keeps what the provider answers. For the refreshing
 * of golden files. Thread-safe.
 */
public final class WireRecorder implements AutoCloseable {
    private static final Set<String> OWN =
            Set.of("host", "connection", "content-length", "accept-encoding", "http2-settings", "upgrade");
    private static final int PATIENCE = 120_000;

    private final URI provider;
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final WireServer server;

    private WireRecorder(URI provider) {
        this.provider = provider;
        this.server = WireServer.answering(this::passOn);
    }

    /**
     * One request and its answer. Immutable.
     *
     * @param request what the backend sent, the key included: not to be kept
     * @param status the HTTP status of the answer
     * @param contentType its media type
     * @param body its body
     */
    public record Exchange(WireRequest request, int status, String contentType, String body) {}

    /**
     * Starts to record.
     *
     * @param provider the provider's address without a path, such as {@code https://api.example.org}
     * @return the running recorder
     */
    public static WireRecorder before(URI provider) {
        return new WireRecorder(provider);
    }

    /**
     * The recorder's address, to be used in the provider's place.
     *
     * @return an address such as {@code http://127.0.0.1:40123}, without a path
     */
    public URI uri() {
        return server.uri();
    }

    /**
     * What has been said so far.
     *
     * @return the exchanges in the order of their ends
     */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    private WireReply passOn(WireRequest request) {
        try {
            HttpURLConnection connection = open(request);
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                byte[] body = in == null ? new byte[0] : in.readAllBytes();
                String type = String.valueOf(connection.getContentType());
                exchanges.add(new Exchange(request, status, type, new String(body, StandardCharsets.UTF_8)));
                return WireReply.status(status).header("Content-Type", type).send(body);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the provider " + provider + " cannot be recorded: " + e, e);
        }
    }

    private HttpURLConnection open(WireRequest request) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) provider.resolve(request.path()).toURL().openConnection();
        connection.setRequestMethod(request.method());
        connection.setConnectTimeout(PATIENCE);
        connection.setReadTimeout(PATIENCE);
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (!OWN.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                connection.setRequestProperty(header.getKey(), header.getValue());
            }
        }
        if (!request.body().isEmpty()) {
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(request.body().getBytes(StandardCharsets.UTF_8));
            }
        }
        return connection;
    }

    @Override
    public void close() {
        server.close();
    }
}
