package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.testkit.wire.UnixPeer;
import ai.massgen.testkit.wire.UnixTalk;
import ai.massgen.testkit.wire.WireRequest;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A fake service, for what a real one does not do to order. Unless told otherwise it does well: it remembers what it is
 * asked to create and says so when it is inspected, prepares, attaches, starts, removes.
 */
final class ScriptedService implements AutoCloseable {
    static final String IMAGE = "sha256:" + "a".repeat(64);

    private final UnixPeer peer;
    private final Map<String, Handler> overrides = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Made> containers = new ConcurrentHashMap<>();
    private volatile String version = "4.3.1";
    private volatile Consumer<ObjectNode> tamper = inspect -> {};

    /** Answers one request. */
    interface Handler {
        void answer(WireRequest request, UnixTalk talk) throws IOException;
    }

    private record Made(JsonNode asked, CountDownLatch gone) {
        String name() {
            return asked.path("name").asText();
        }
    }

    ScriptedService(Path folder) {
        peer = UnixPeer.listening(folder.resolve("podman.sock"), this::serve);
    }

    /** Answers a kind of request otherwise; see {@link #kind} for the names. */
    ScriptedService on(String kind, Handler handler) {
        overrides.put(kind, handler);
        return this;
    }

    /** Answers a kind of request with a status and a message. */
    ScriptedService failing(String kind, int status, String message) {
        return on(kind, (request, talk) -> talk.answer(status, "{\"cause\":\"x\",\"message\":\"" + message + "\"}"));
    }

    /** Says nothing to a kind of request, for as long as the client stays. */
    ScriptedService mute(String kind) {
        return on(kind, (request, talk) -> talk.awaitEnd());
    }

    ScriptedService version(String other) {
        version = other;
        return this;
    }

    /** Changes what is said about a container. */
    ScriptedService tampering(Consumer<ObjectNode> change) {
        tamper = change;
        return this;
    }

    PodmanConfig config(Duration patience) {
        return new PodmanConfig(Optional.of("unix://" + peer.path()), patience, patience, patience);
    }

    Sandbox open(Path folder) {
        return new PodmanSandbox().open(config(Duration.ofSeconds(20)), TestContext.in(folder));
    }

    /** How many connections are open. */
    int connections() {
        return peer.open();
    }

    static ProcessSpec.Builder spec() {
        return ProcessSpec.builder("scripted")
                .image(new ImageId(IMAGE, Optional.empty(), "scripted"))
                .command(List.of("cat"));
    }

    /** The requests so far, such as {@code GET info}; kinds as in {@link #on}. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Names of containers that exist. */
    List<String> containers() {
        return containers.values().stream().map(Made::name).toList();
    }

    private void serve(UnixTalk talk) throws IOException {
        WireRequest request = talk.request();
        String kind = kind(request);
        requests.add(kind);
        Handler handler = overrides.get(kind);
        if (handler != null) {
            handler.answer(request, talk);
        } else {
            well(kind, request, talk);
        }
    }

    /** Method and what it is about, without version and ids: {@code POST create}, {@code GET container}. */
    private static String kind(WireRequest request) {
        String path = request.path().replaceFirst("\\?.*", "").replaceFirst("^(?:/v[0-9.]+)?/libpod", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String what = path.matches("/containers/c\\d+(?:/json)?") ? "container" : last;
        what = path.matches("/images/.+/json") ? "image" : what;
        what = path.endsWith("/containers/json") ? "list" : what;
        return request.method() + " " + what;
    }

    /** What this service does when nothing else was said. */
    void well(WireRequest request, UnixTalk talk) throws IOException {
        well(kind(request), request, talk);
    }

    private void well(String kind, WireRequest request, UnixTalk talk) throws IOException {
        switch (kind) {
            case "GET _ping" ->
                talk.send("HTTP/1.1 200 OK\r\nLibpod-Api-Version: " + version + "\r\nContent-Length: 2\r\n\r\nOK");
            case "GET info" -> talk.answer(200, Fixture.info().toString());
            case "GET image" ->
                talk.answer(200, "{\"Id\":\"" + IMAGE.substring(7) + "\",\"Config\":{\"Cmd\":[\"cat\"]}}");
            case "POST create" -> talk.answer(201, "{\"Id\":\"" + create(request) + "\",\"Warnings\":[]}");
            case "GET container" -> inspect(request, talk);
            case "GET list" -> talk.answer(200, list(request));
            case "POST attach" -> attach(request, talk);
            case "POST wait" -> await(request, talk);
            case "POST init", "POST start", "POST kill" -> talk.send("HTTP/1.1 204 No Content\r\n\r\n");
            case "DELETE container" -> remove(request, talk);
            default -> talk.answer(404, "{\"message\":\"not in the script: " + kind + "\"}");
        }
    }

    /** Makes what is asked for and says nothing. */
    String create(WireRequest request) {
        String id = "c" + (containers.size() + requests.size());
        containers.put(id, new Made(Fixture.json(request.body()), new CountDownLatch(1)));
        return id;
    }

    private Optional<Made> made(WireRequest request) {
        return Optional.ofNullable(containers.get(request.path().replaceFirst(".*/containers/([^/?]+).*", "$1")));
    }

    private void inspect(WireRequest request, UnixTalk talk) throws IOException {
        Optional<Made> made = made(request);
        if (made.isEmpty()) {
            talk.answer(404, "{\"message\":\"no such container\"}");
            return;
        }
        ObjectNode inspect = account(made.get().asked());
        tamper.accept(inspect);
        talk.answer(200, inspect.toString());
    }

    private static ObjectNode account(JsonNode asked) {
        ObjectNode inspect = (ObjectNode) Fixture.resource("inspect.json");
        inspect.put("Name", asked.path("name").asText());
        inspect.put("Image", asked.path("image").asText());
        inspect.putArray("Mounts");
        inspect.putArray("BoundingCaps");
        ArrayNode command = ((ArrayNode) asked.path("entrypoint")).deepCopy();
        inspect.put("Path", command.remove(0).asText());
        inspect.set("Args", command);
        ((ObjectNode) inspect.path("Config")).set("Entrypoint", asked.path("entrypoint"));
        ObjectNode config = (ObjectNode) inspect.path("Config");
        config.set("Labels", asked.path("labels"));
        config.set("Timeout", asked.path("timeout"));
        ArrayNode environment = config.putArray("Env");
        asked.path("env")
                .properties()
                .forEach(entry ->
                        environment.add(entry.getKey() + "=" + entry.getValue().asText()));
        return inspect;
    }

    private String list(WireRequest request) {
        List<String> found = new ArrayList<>();
        containers.forEach((id, made) -> {
            JsonNode labels = made.asked().path("labels");
            boolean fits = labels.properties().stream()
                    .anyMatch(label -> request.path()
                            .contains(EngineRequest.encoded(
                                    label.getKey() + "=" + label.getValue().asText())));
            if (fits) {
                found.add("{\"Id\":\"" + id + "\",\"Names\":[\"" + made.name() + "\"],\"State\":\"running\",\"Labels\":"
                        + labels + "}");
            }
        });
        return found.toString();
    }

    /** Agrees to attach, and holds the connection until the container is removed or the client leaves. */
    private void attach(WireRequest request, UnixTalk talk) throws IOException {
        agree(talk);
        Thread.ofVirtual().start(() -> {
            made(request).ifPresent(ScriptedService::awaitGone);
            try {
                talk.close();
            } catch (IOException e) {
                // closed already
            }
        });
        talk.awaitEnd();
    }

    static void agree(UnixTalk talk) throws IOException {
        talk.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    }

    private void await(WireRequest request, UnixTalk talk) throws IOException {
        made(request).ifPresent(ScriptedService::awaitGone);
        talk.answer(200, "137");
    }

    private static void awaitGone(Made made) {
        try {
            if (!made.gone().await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody removed " + made.name());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void remove(WireRequest request, UnixTalk talk) throws IOException {
        Optional<Made> made = made(request);
        if (made.isEmpty()) {
            talk.answer(404, "{\"message\":\"no such container\"}");
            return;
        }
        containers.values().remove(made.get());
        made.get().gone().countDown();
        talk.answer(200, "[]");
    }

    /** Goes away without a word. */
    void cut() {
        peer.close();
    }

    @Override
    public void close() {
        containers.values().forEach(made -> made.gone().countDown());
        peer.close();
    }
}
