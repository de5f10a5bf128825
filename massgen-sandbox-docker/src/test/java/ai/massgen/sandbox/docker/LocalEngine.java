package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.toolkit.container.EngineEndpoint;
import ai.massgen.toolkit.container.EngineHttp;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real engine that tests run against, asked directly: what it says has not passed the code under test. */
final class LocalEngine {
    static final Optional<String> HOST = Optional.ofNullable(System.getenv(LocalDocker.HOST));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EngineHttp http;

    private LocalEngine(String host) {
        http = new EngineHttp(EngineEndpoint.parse(host));
    }

    /** The engine, or the test is skipped; or fails, where engines are required. */
    static LocalEngine require() {
        return new LocalEngine(LocalDocker.host());
    }

    /** Skips or fails if the engine lacks a runtime. */
    LocalEngine requireRuntime(String name) throws IOException, InterruptedException {
        if (!get("/info").path("Runtimes").has(name)) {
            throw LocalDocker.missing("this engine has no runtime " + name + " (scripts/engines installs it)");
        }
        return this;
    }

    /** The id of an image, or the test is skipped or fails. */
    String requireImage(String reference) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call(EngineRequest.of("GET", "/images/" + reference + "/json"));
        if (reply.status() != 200) {
            throw LocalDocker.missing("image " + reference + " is not there (scripts/images build makes it)");
        }
        return JSON.readTree(reply.body()).path("Id").asText();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(call(EngineRequest.of("GET", path)).body());
    }

    EngineHttp.Reply call(EngineRequest request) throws IOException, InterruptedException {
        return http.call(request, PATIENCE, 64 << 20);
    }

    /** A request that has to succeed. */
    JsonNode did(String method, String path, String body) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call(new EngineRequest(
                method,
                path,
                Map.of("Content-Type", "application/json"),
                Optional.of(body.getBytes(StandardCharsets.UTF_8))));
        assertThat(reply.status()).as(method + " " + path + ": " + reply.text()).isBetween(200, 299);
        return JSON.readTree(reply.body());
    }

    /** What the engine says about a container; a missing node if there is none. */
    JsonNode inspect(String id) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call(EngineRequest.of("GET", "/containers/" + id + "/json"));
        return reply.status() == 200 ? JSON.readTree(reply.body()) : JSON.missingNode();
    }

    /** Names of containers whose name starts with a prefix, in any state. */
    List<String> containers(String prefix) throws IOException, InterruptedException {
        JsonNode found = get("/containers/json?all=true&filters=" + encoded("{\"name\":[\"^/" + prefix + "\"]}"));
        return found.findValuesAsText("Names").isEmpty() && found.isEmpty()
                ? List.of()
                : found.findValues("Names").stream()
                        .map(names -> names.path(0).asText().substring(1))
                        .toList();
    }

    /** Creates a container by hand, without starting it; gives its id. */
    String create(String name, String body) throws IOException, InterruptedException {
        return did("POST", "/containers/create?name=" + encoded(name), body)
                .path("Id")
                .asText();
    }

    void remove(String id) throws IOException, InterruptedException {
        EngineHttp.Reply reply = call(EngineRequest.of("DELETE", "/containers/" + id + "?force=1&v=1"));
        assertThat(reply.status()).as(reply.text()).isIn(204, 404);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
