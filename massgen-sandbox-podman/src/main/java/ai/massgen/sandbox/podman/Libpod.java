package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineAddress;
import ai.massgen.toolkit.container.EngineEndpoint;
import ai.massgen.toolkit.container.EngineRequest;
import ai.massgen.toolkit.io.BlockingCalls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests to one Podman service by its own API, called libpod; the one that imitates Docker's drops and ignores too much.
 * One connection for each request. Thread-safe.
 */
final class Libpod {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_ANSWER = 16 << 20;

    private final PodmanConfig config;
    private final EngineAddress address;
    private final Path socket;
    private final BlockingCalls threads = new BlockingCalls("massgen-podman");
    private volatile @Nullable String version;

    Libpod(PodmanConfig config, EngineAddress address) {
        this.config = config;
        this.address = address;
        this.socket = switch (address.endpoint()) {
            case EngineEndpoint.UnixSocket unix -> unix.path();
            // nothing in this module finds such an address
            case EngineEndpoint.TlsSocket elsewhere -> throw new IllegalArgumentException(elsewhere.toString());
            case EngineEndpoint.SshCommand elsewhere -> throw new IllegalArgumentException(elsewhere.toString());
        };
    }

    EngineAddress address() {
        return address;
    }

    Duration timeout() {
        return config.requestTimeout();
    }

    /** The time for what may take long: create, init, start, remove. */
    Duration patience() {
        return config.startTimeout();
    }

    /** The version of the API that is spoken, agreed on with the first request. */
    String version() throws InterruptedException {
        String known = version;
        if (known == null) {
            known = negotiate();
            version = known;
        }
        return known;
    }

    private String negotiate() throws InterruptedException {
        Link link = attempt("asking for its version", EngineRequest.of("GET", "/libpod/_ping"), false, timeout());
        try (link) {
            ApiVersion offered = link.version()
                    .flatMap(ApiVersion::parse)
                    .orElseThrow(() -> new SandboxException(
                            Kind.ENGINE_UNAVAILABLE,
                            "what answers at " + address.endpoint() + " is not Podman (status " + link.status()
                                    + ", no libpod version)"));
            if (offered.major() < ApiVersion.OLDEST.major()) {
                throw new SandboxException(
                        Kind.ENGINE_UNAVAILABLE,
                        "Podman at " + address.endpoint() + " speaks API " + offered.major() + "; at least "
                                + ApiVersion.OLDEST.major() + " is needed. Update it.");
            }
            return offered.negotiated();
        } catch (IOException e) {
            throw unavailable("asking for its version", e);
        }
    }

    Answer get(String doing, String path) throws InterruptedException {
        return call(doing, request("GET", path), timeout());
    }

    Answer post(String doing, String path) throws InterruptedException {
        return call(doing, request("POST", path), timeout());
    }

    /** Sends a request and reads the whole answer. The status has to be looked at by the caller. */
    Answer call(String doing, EngineRequest request, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        try (Link link = attempt(doing, request, false, timeout)) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            return new Answer(link.status(), json(link.readAll(MAX_ANSWER, Optional.of(left))));
        } catch (IOException e) {
            throw unavailable(doing, e);
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        if (body.length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IOException("its answer is not JSON", e);
        }
    }

    /** Opens a stream. The status has to be looked at by the caller. */
    Link open(String doing, EngineRequest request, Duration timeout) throws InterruptedException {
        return attempt(doing, request, false, timeout);
    }

    /** Asks to turn the connection into a two-way stream. If Podman agrees, the status is 101. */
    Link upgrade(String doing, EngineRequest request) throws InterruptedException {
        return attempt(doing, request, true, timeout());
    }

    private Link attempt(String doing, EngineRequest request, boolean upgrade, Duration timeout)
            throws InterruptedException {
        try {
            return Link.open(socket, request, upgrade, threads, timeout);
        } catch (IOException e) {
            throw unavailable(doing, e);
        }
    }

    /** Sends a request whose answer comes when it comes. */
    Link ask(String doing, EngineRequest request) throws InterruptedException {
        try {
            return Link.sent(socket, request, false, threads, timeout());
        } catch (IOException e) {
            throw unavailable(doing, e);
        }
    }

    EngineRequest request(String method, String path) throws InterruptedException {
        return EngineRequest.of(method, "/v" + version() + "/libpod" + path);
    }

    EngineRequest request(String method, String path, byte[] body) throws InterruptedException {
        return EngineRequest.json(method, "/v" + version() + "/libpod" + path, body);
    }

    SandboxException unavailable(String doing, IOException e) {
        version = null; // whoever answers next may be another service
        String message = e.getMessage();
        String why = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
        return new SandboxException(
                Kind.ENGINE_UNAVAILABLE,
                "Podman at " + address.endpoint() + " is not available while " + doing + ": " + why + ". "
                        + address.advice(),
                e);
    }

    static SandboxException answered(Kind kind, String doing, Answer answer) {
        return new SandboxException(kind, doing + ": Podman answered " + answer.status() + ": " + answer.message());
    }
}
