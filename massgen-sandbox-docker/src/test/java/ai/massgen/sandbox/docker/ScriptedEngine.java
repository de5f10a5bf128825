package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.testkit.wire.UnixPeer;
import ai.massgen.testkit.wire.UnixTalk;
import ai.massgen.testkit.wire.WireRequest;
import com.fasterxml.jackson.databind.JsonNode;
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
 * A fake engine, for what a real one does not do to order. Unless told otherwise it does well: it remembers what it is
 * asked to create and says so when it is inspected, attaches, starts, removes.
 */
final class ScriptedEngine implements AutoCloseable {
    static final String IMAGE = "sha256:" + "a".repeat(64);
    private static final String INFO = """
            {"ServerVersion":"20.10.24","DefaultRuntime":"runc","Runtimes":{"runc":{"path":"runc"}},
             "MemoryLimit":true,"SwapLimit":true,"CpuCfsQuota":true,"CpuCfsPeriod":true,"PidsLimit":true,
             "SecurityOptions":["name=seccomp,profile=default"]}""";

    private final UnixPeer peer;
    private final Map<String, Handler> overrides = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Made> containers = new ConcurrentHashMap<>();
    private volatile String apiVersion = "1.41";
    private volatile Consumer<ObjectNode> tamper = inspect -> {};

    /** Answers one request. */
    interface Handler {
        void answer(WireRequest request, UnixTalk talk) throws IOException;
    }

    private record Made(String name, JsonNode asked, CountDownLatch gone) {}

    ScriptedEngine(Path folder) {
        peer = UnixPeer.listening(folder.resolve("engine.sock"), this::serve);
    }

    /** Answers a kind of request otherwise; see {@link #kind} for the names. */
    ScriptedEngine on(String kind, Handler handler) {
        overrides.put(kind, handler);
        return this;
    }

    /** Answers a kind of request with a status and a message. */
    ScriptedEngine failing(String kind, int status, String message) {
        return on(kind, (request, talk) -> talk.answer(status, "{\"message\":\"" + message + "\"}"));
    }

    /** Says nothing to a kind of request, for as long as the client stays. */
    ScriptedEngine mute(String kind) {
        return on(kind, (request, talk) -> talk.awaitEnd());
    }

    ScriptedEngine apiVersion(String version) {
        apiVersion = version;
        return this;
    }

    /** Changes what is said about a container. */
    ScriptedEngine tampering(Consumer<ObjectNode> change) {
        tamper = change;
        return this;
    }

    DockerConfig config() {
        return config(Duration.ofSeconds(20));
    }

    /** With one time limit for everything. */
    DockerConfig config(Duration patience) {
        return new DockerConfig(Optional.of("unix://" + peer.path()), Optional.empty(), patience, patience, patience);
    }

    Sandbox open(Path folder) {
        return new DockerSandbox().open(config(), TestContext.in(folder));
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
        String path = request.path().replaceFirst("\\?.*", "").replaceFirst("^/v\\d+\\.\\d+", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        String what = path.matches("/containers/c\\d+(?:/json)?") ? "container" : last;
        what = path.matches("/images/.+/json") ? "image" : what;
        what = path.equals("/containers/json") ? "list" : what;
        return request.method() + " " + (path.equals("/images/create") ? "pull" : what);
    }

    /** What this engine does when nothing else was said. */
    void well(WireRequest request, UnixTalk talk) throws IOException {
        well(kind(request), request, talk);
    }

    private void well(String kind, WireRequest request, UnixTalk talk) throws IOException {
        switch (kind) {
            case "GET _ping" ->
                talk.send("HTTP/1.1 200 OK\r\nApi-Version: " + apiVersion + "\r\nContent-Length: 2\r\n\r\nOK");
            case "GET info" -> talk.answer(200, INFO);
            case "GET version" -> talk.answer(200, "{\"Components\":[]}");
            case "GET image" -> talk.answer(200, "{\"Id\":\"" + IMAGE + "\",\"Config\":{\"Cmd\":[\"cat\"]}}");
            case "POST create" -> talk.answer(201, "{\"Id\":\"" + create(request) + "\",\"Warnings\":[]}");
            case "GET container" -> inspect(request, talk);
            case "GET list" -> talk.answer(200, list(request));
            case "POST attach" -> attach(request, talk);
            case "POST wait" -> await(request, talk);
            case "POST start", "POST kill" -> talk.send("HTTP/1.1 204 No Content\r\n\r\n");
            case "GET events" -> {
                talk.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                talk.awaitEnd();
            }
            case "DELETE container" -> remove(request, talk);
            default -> talk.answer(404, "{\"message\":\"not in the script: " + kind + "\"}");
        }
    }

    private String create(WireRequest request) {
        String id = "c" + (containers.size() + requests.size());
        String name = request.path().replaceFirst(".*[?&]name=([^&]*).*", "$1");
        containers.put(id, new Made(name, Fixture.json(request.body()), new CountDownLatch(1)));
        return id;
    }

    private Optional<Made> made(WireRequest request) {
        return Optional.ofNullable(containers.get(request.path().replaceFirst(".*/containers/([^/?]+).*", "$1")));
    }

    private void inspect(WireRequest request, UnixTalk talk) throws IOException {
        Optional<Made> made = made(request);
        if (made.isEmpty()) {
            talk.answer(404, "{\"message\":\"No such container\"}");
            return;
        }
        ObjectNode inspect = (ObjectNode) Fixture.resource("inspect.json");
        inspect.put("Name", "/" + made.get().name());
        JsonNode asked = made.get().asked();
        asTold((ObjectNode) inspect.path("Config"), asked);
        asTold((ObjectNode) inspect.path("HostConfig"), asked.path("HostConfig"));
        inspect.putArray("Mounts");
        tamper.accept(inspect);
        talk.answer(200, inspect.toString());
    }

    private static void asTold(ObjectNode account, JsonNode asked) {
        asked.properties().stream()
                .filter(field -> !field.getValue().isNull() && !field.getKey().equals("HostConfig"))
                .forEach(field -> account.set(field.getKey(), field.getValue()));
    }

    private String list(WireRequest request) {
        List<String> found = new ArrayList<>();
        containers.forEach((id, made) -> {
            JsonNode labels = made.asked().path("Labels");
            boolean fits = labels.properties().stream()
                    .anyMatch(label -> request.path()
                            .contains(LocalEngine.encoded(
                                    label.getKey() + "=" + label.getValue().asText())));
            if (fits) {
                found.add("{\"Id\":\"" + id + "\",\"Names\":[\"/" + made.name()
                        + "\"],\"State\":\"running\",\"Labels\":" + labels + "}");
            }
        });
        return found.toString();
    }

    /** Agrees to attach, and holds the connection until the container is removed or the client leaves. */
    private void attach(WireRequest request, UnixTalk talk) throws IOException {
        agree(talk);
        Thread.ofVirtual().start(() -> {
            made(request).ifPresent(ScriptedEngine::awaitGone);
            try {
                talk.close();
            } catch (IOException e) {
                // closed already
            }
        });
        talk.awaitEnd();
        made(request).ifPresent(ScriptedEngine::awaitGone);
    }

    static void agree(UnixTalk talk) throws IOException {
        talk.send("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    }

    private void await(WireRequest request, UnixTalk talk) throws IOException {
        Optional<Made> made = made(request);
        talk.send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
        made.ifPresent(ScriptedEngine::awaitGone);
        talk.send("{\"StatusCode\":137}");
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
            talk.answer(404, "{\"message\":\"No such container\"}");
            return;
        }
        containers.values().remove(made.get());
        made.get().gone().countDown();
        talk.send("HTTP/1.1 204 No Content\r\n\r\n");
    }

    @Override
    public void close() {
        containers.values().forEach(made -> made.gone().countDown());
        peer.close();
    }
}
