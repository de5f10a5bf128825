package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineAddress;
import ai.massgen.toolkit.container.EngineHttp;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.container.EngineResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.core.DockerClientImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one Docker engine, in a version of the API that both sides speak. Typed commands go through docker-java,
 * streams and raw JSON directly. Thread-safe.
 */
final class EngineApi {
    private static final int MAX_JSON = 16 << 20;

    private final EngineHttp http;
    private final DockerConfig config;
    private final DockerFailures failures;
    private final ObjectMapper json = new ObjectMapper();
    private volatile @Nullable Version version;

    EngineApi(DockerConfig config, EngineAddress address) {
        this.http = new EngineHttp(address.endpoint());
        this.config = config;
        this.failures = new DockerFailures(address);
    }

    EngineHttp http() {
        return http;
    }

    DockerFailures failures() {
        return failures;
    }

    Duration timeout() {
        return config.requestTimeout();
    }

    /** The time for what may take long: create, start, remove. */
    Duration startTimeout() {
        return config.startTimeout();
    }

    /** The version of the API that is spoken, agreed on with the first request. */
    String version() throws InterruptedException {
        return negotiated().path;
    }

    /**
     * Gives a short command to docker-java.
     *
     * @throws com.github.dockerjava.api.exception.DockerException if the engine refuses
     * @throws SandboxException if the engine is not available
     */
    <T> T command(String doing, Function<DockerClient, T> command) throws InterruptedException {
        return run(doing, negotiated().quick, command);
    }

    /** The same for commands that may take long: create, start, remove. */
    <T> T slowCommand(String doing, Function<DockerClient, T> command) throws InterruptedException {
        return run(doing, negotiated().slow, command);
    }

    /** Asks for JSON. The status has to be looked at by the caller. */
    JsonAnswer get(String doing, String path) throws InterruptedException {
        return get(doing, path, timeout());
    }

    JsonAnswer get(String doing, String path, Duration limit) throws InterruptedException {
        return send(doing, request("GET", path), limit);
    }

    /** Sends any request whose answer is JSON. The status has to be looked at by the caller. */
    JsonAnswer send(String doing, EngineRequest request, Duration limit) throws InterruptedException {
        try {
            EngineHttp.Reply reply = http.call(request, limit, MAX_JSON);
            return new JsonAnswer(reply.status(), json.readTree(reply.body()));
        } catch (IOException e) {
            throw unavailable(doing, e);
        }
    }

    /** Opens a stream. The status has to be looked at by the caller. */
    EngineResponse open(String doing, EngineRequest request) throws InterruptedException {
        try {
            return http.open(request, timeout());
        } catch (IOException e) {
            throw unavailable(doing, e);
        }
    }

    EngineRequest request(String method, String path) throws InterruptedException {
        return EngineRequest.of(method, "/v" + version() + path);
    }

    EngineRequest request(String method, String path, byte[] body) throws InterruptedException {
        return EngineRequest.json(method, "/v" + version() + path, body);
    }

    SandboxException unavailable(String doing, IOException e) {
        version = null; // whoever answers next may be another engine
        return failures.unavailable(doing, e);
    }

    private <T> T run(String doing, DockerClient client, Function<DockerClient, T> command)
            throws InterruptedException {
        try {
            return command.apply(client);
        } catch (UncheckedIOException e) {
            throw unavailable(doing, Objects.requireNonNull(e.getCause(), "cause"));
        } catch (DockerException | SandboxException e) {
            throw e;
        } catch (ChannelTransport.Interrupted | CancellationException e) {
            InterruptedException interrupted = new InterruptedException("interrupted while " + doing);
            interrupted.initCause(e);
            throw interrupted;
        } catch (RuntimeException e) { // docker-java has many for an answer that it can't read
            throw unavailable(doing, new IOException("its answer makes no sense", e));
        }
    }

    private Version negotiated() throws InterruptedException {
        Version known = version;
        if (known == null) {
            known = negotiate();
            version = known;
        }
        return known;
    }

    private Version negotiate() throws InterruptedException {
        try {
            EngineHttp.Reply reply = http.call(EngineRequest.of("GET", "/_ping"), timeout(), 4096);
            String offered = reply.headers().getOrDefault("api-version", "");
            ApiVersion engine = ApiVersion.parse(offered)
                    .orElseThrow(() -> new SandboxException(
                            Kind.ENGINE_UNAVAILABLE,
                            "what answers at " + http.endpoint() + " is not Docker (status " + reply.status()
                                    + ", no API version)"));
            if (engine.compareTo(ApiVersion.OLDEST) < 0) {
                throw new SandboxException(
                        Kind.ENGINE_UNAVAILABLE,
                        "Docker at " + http.endpoint() + " speaks API " + engine + "; at least " + ApiVersion.OLDEST
                                + " (Docker 20.10) is needed. Update it.");
            }
            return new Version(engine.negotiated().toString());
        } catch (IOException e) {
            throw failures.unavailable("asking for its version", e);
        }
    }

    /** A JSON answer and its status. */
    record JsonAnswer(int status, JsonNode body) {}

    private final class Version {
        private final String path;
        private final DockerClient quick;
        private final DockerClient slow;

        Version(String path) {
            this.path = path;
            ClientSettings settings = new ClientSettings(path);
            quick = DockerClientImpl.getInstance(settings, new ChannelTransport(http, config.requestTimeout()));
            slow = DockerClientImpl.getInstance(settings, new ChannelTransport(http, config.startTimeout()));
        }
    }
}
