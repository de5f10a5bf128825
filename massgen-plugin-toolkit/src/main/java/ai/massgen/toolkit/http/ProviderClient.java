package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException;
import ai.massgen.toolkit.io.BackgroundThread;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Talks to one provider. Thread-safe, with many calls at once; each call is read by the thread that made it.
 *
 * <p>A call ends within milliseconds of an interrupt, also while the provider is silent. Nothing is retried and no
 * redirect is followed, because both would hide from the user what really happens to request and key. HTTP/1.1, so that
 * a cancelled call closes its own connection and disturbs no other.
 */
public final class ProviderClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LARGEST_ERROR = 64 * 1024;

    private final ProviderEndpoint endpoint;
    private final InstantSource clock;
    private final HttpClient client;
    private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Creates a client. Connects to nothing yet.
     *
     * @param endpoint where the provider is
     * @param clock tells how far away a date in a {@code Retry-After} header is
     */
    public ProviderClient(ProviderEndpoint endpoint, InstantSource clock) {
        this(endpoint, clock, CONNECT);
    }

    ProviderClient(ProviderEndpoint endpoint, InstantSource clock, Duration connect) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connect)
                .executor(task -> BackgroundThread.virtual("massgen-http-" + endpoint.provider(), task))
                .build();
    }

    /**
     * Sends a call and waits until the provider has accepted it.
     *
     * @param call what to send
     * @return the reply's body, to be read as it arrives and to be closed
     * @throws BackendException if there is no connection, no answer in time, or an answer other than 2xx
     * @throws InterruptedException if the thread is interrupted; the call is then cancelled
     */
    public ProviderStream open(ProviderCall call) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the call was sent");
        }
        CallFailures failures = new CallFailures(endpoint, call, clock);
        if (closed) {
            throw failures.connection(new ClientClosedException(), false);
        }
        Exchange exchange = new Exchange(client, request(call), call.timeouts(), failures);
        ProviderStream stream = new ProviderStream(exchange, () -> running.remove(exchange));
        running.add(exchange);
        if (closed) {
            exchange.abort();
        }
        return accept(exchange, stream);
    }

    /**
     * Names the quota that calls count against, see {@link ai.massgen.api.backend.Model#quota}: provider, host, and a hash
     * of the key.
     *
     * @return the name, empty without a key
     */
    public Optional<String> quota() {
        return endpoint.quota();
    }

    /** Ends all calls under way and drops the connections. */
    @Override
    public void close() {
        closed = true;
        running.forEach(Exchange::abort);
        client.shutdownNow();
    }

    private static ProviderStream accept(Exchange exchange, ProviderStream stream) throws InterruptedException {
        boolean accepted = false;
        try {
            ResponseInfo head = exchange.head();
            stream.begin(head);
            Optional<String> encoding = stream.encoding();
            if (head.statusCode() / 100 != 2) {
                String explanation = encoding.isEmpty() ? stream.beginning(LARGEST_ERROR) : "";
                throw exchange.failures().status(head.statusCode(), explanation);
            }
            if (encoding.isPresent()) {
                throw exchange.failures().malformed("it is compressed, which nobody asked for", encoding.get());
            }
            accepted = true;
            return stream;
        } finally {
            if (!accepted) {
                stream.close();
            }
        }
    }

    private HttpRequest request(ProviderCall call) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(endpoint.resolve(call.path()));
        builder.setHeader("User-Agent", "massgen-java");
        builder.setHeader(
                "Accept", call.body().isPresent() ? "text/event-stream, application/json" : "application/json");
        endpoint.headers().forEach(builder::setHeader);
        endpoint.key()
                .ifPresent(key -> builder.setHeader(
                        key.header(), key.prefix() + key.secret().reveal()));
        call.body()
                .ifPresent(body ->
                        builder.setHeader("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        return builder.build();
    }
}
