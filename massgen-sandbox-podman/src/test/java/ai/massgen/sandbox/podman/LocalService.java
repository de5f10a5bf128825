package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import ai.massgen.toolkit.container.EngineEndpoint;
import ai.massgen.toolkit.container.EngineHttp;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The real service that tests run against, asked directly and over another connection than that of the code under test:
 * what it says has not passed it.
 */
final class LocalService {
    static final Optional<String> HOST = Optional.ofNullable(System.getenv(LocalPodman.HOST));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String API = "/v4.0.0/libpod";

    private final EngineHttp http;

    private LocalService(String host) {
        http = new EngineHttp(EngineEndpoint.parse(host));
    }

    /** The service, or the test is skipped; or fails, where engines are required. */
    static LocalService require() {
        return new LocalService(LocalPodman.host());
    }

    /** The service that runs without root, or the test is skipped. */
    static LocalService requireRootless() {
        return new LocalService(LocalPodman.rootlessHost());
    }

    /** The id of an image, or the test is skipped or fails. */
    String requireImage(String reference) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call("GET", "/images/" + reference + "/json");
        if (reply.status() != 200) {
            throw LocalDocker.missing("Podman has no image " + reference + " (scripts/images build makes it)");
        }
        return JSON.readTree(reply.body()).path("Id").asText();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(call("GET", path).body());
    }

    EngineHttp.Reply call(String method, String path) throws IOException, InterruptedException {
        return call(EngineRequest.of(method, API + path));
    }

    private EngineHttp.Reply call(EngineRequest request) throws IOException, InterruptedException {
        return http.call(request, PATIENCE, 64 << 20);
    }

    /** A request with a body. */
    EngineHttp.Reply send(String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return call(new EngineRequest(method, API + path, Map.of("Content-Type", type), Optional.of(body)));
    }

    /** What the service says about a container; a missing node if there is none. */
    JsonNode inspect(String id) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call("GET", "/containers/" + id + "/json");
        return reply.status() == 200 ? JSON.readTree(reply.body()) : JSON.missingNode();
    }

    /** Names of containers whose name starts with a prefix, in any state. */
    List<String> containers(String prefix) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode container : get("/containers/json?all=true")) {
            String name = container.at("/Names/0").asText();
            if (name.startsWith(prefix)) {
                names.add(name);
            }
        }
        return names;
    }

    /** Creates a container by hand, without starting it; gives its id. */
    String create(String body) throws IOException, InterruptedException {
        EngineHttp.Reply reply =
                send("POST", "/containers/create", "application/json", body.getBytes(StandardCharsets.UTF_8));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        return JSON.readTree(reply.body()).path("Id").asText();
    }

    void remove(String id) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call("DELETE", "/containers/" + id + "?force=true&v=true&timeout=0");
        assertThat(reply.status()).as(reply.text()).isIn(200, 204, 404);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
