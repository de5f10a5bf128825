package ai.massgen.core.mcp;

import ai.massgen.api.config.Secret;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.http.HttpTap;
import ai.massgen.core.http.HttpTarget;
import ai.massgen.testkit.wire.WireReply;
import ai.massgen.testkit.wire.WireRequest;
import ai.massgen.testkit.wire.WireServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A server over HTTP on the loopback that does exactly what a test says. */
public final class ScriptedSite implements AutoCloseable {
    public static final Secret TOKEN = Secret.of("geheim-4711");
    static final String SESSION = "session-17";

    private final Map<String, Function<WireRequest, WireReply>> scripts = new ConcurrentHashMap<>();
    private final BlockingQueue<WireRequest> arrived = new LinkedBlockingQueue<>();
    public final WireServer server = WireServer.answering(this::answer);

    /** A server of the revision 2025-11-25 that begins a session. */
    public static ScriptedSite stateful() {
        ScriptedSite site = new ScriptedSite();
        return site.on(
                        "initialize",
                        request -> json(request, ScriptedPeer.handshake("2025-11-25"))
                                .header("Mcp-Session-Id", SESSION))
                .on("notifications/initialized", request -> WireReply.status(202))
                .on("tools/list", request -> json(request, "{\"tools\":[]}"))
                .on("notifications/cancelled", request -> WireReply.status(202))
                .on("DELETE", request -> WireReply.status(204).withLength());
    }

    /** A server of the revision 2026-07-28. */
    public static ScriptedSite stateless() {
        ScriptedSite site = new ScriptedSite();
        return site.on("server/discover", request -> json(request, discovery(true)))
                .on("tools/list", request -> json(request, "{\"resultType\":\"complete\",\"tools\":[]}"))
                .on("subscriptions/listen", request -> WireReply.events().stall());
    }

    static String discovery(boolean announces) {
        return """
                {"resultType":"complete","supportedVersions":["2026-07-28"],"capabilities":{"tools":{"listChanged":%s}},
                 "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"site","version":"2"}},"ttlMs":0,"cacheScope":"private"}""".formatted(announces).replace("\n", "");
    }

    /** Scripts the answer to a method of the protocol, or to GET or DELETE. */
    public ScriptedSite on(String method, Function<WireRequest, WireReply> script) {
        scripts.put(method, script);
        return this;
    }

    private WireReply answer(WireRequest request) {
        arrived.add(request);
        return scripts.getOrDefault(method(request), ScriptedSite::unknown).apply(request);
    }

    private static WireReply unknown(WireRequest request) {
        return request.method().equals("POST")
                ? WireReply.json(
                        400,
                        "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32000,\"message\":\"Bad Request: no session\"}}")
                : WireReply.status(405);
    }

    static String method(WireRequest request) {
        return request.method().equals("POST")
                ? ScriptedPeer.json(request.body()).path("method").asText()
                : request.method();
    }

    static String answerTo(WireRequest request, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":"
                + ScriptedPeer.json(request.body()).path("id") + ",\"result\":" + result + "}";
    }

    public static WireReply json(WireRequest request, String result) {
        return WireReply.json(200, answerTo(request, result));
    }

    static WireReply events(WireRequest request, String result) {
        return WireReply.events().event(answerTo(request, result));
    }

    public static String text(String text) {
        return "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
    }

    /** Waits for the next request with this method, and passes over others. */
    public WireRequest await(String method) throws InterruptedException {
        while (true) {
            WireRequest request = arrived.poll(5, TimeUnit.SECONDS);
            if (request == null) {
                throw new AssertionError("no request '" + method + "' within 5 s");
            }
            if (method(request).equals(method)) {
                return request;
            }
        }
    }

    static JsonNode body(WireRequest request) {
        return ScriptedPeer.json(request.body());
    }

    /** How often a method was asked for so far. */
    public long count(String method) {
        return server.requests().stream()
                .filter(request -> method(request).equals(method))
                .count();
    }

    List<String> methods() {
        return server.requests().stream().map(ScriptedSite::method).toList();
    }

    public URI url() {
        return server.uri().resolve("/mcp");
    }

    McpClient connect() {
        return connect(Handshake.AUTO, McpOptions.Limits.DEFAULT);
    }

    McpClient connect(Handshake handshake, McpOptions.Limits limits) {
        return connect(Dialer.of(HttpTarget.of(url()), true, HttpTap.NONE), handshake, limits);
    }

    static McpClient connect(Dialer dialer, Handshake handshake, McpOptions.Limits limits) {
        return McpClient.connect(
                new HttpAccess(
                        dialer,
                        Optional.of(TOKEN),
                        Map.of("X-Team", "blue"),
                        Map.of("X-Key", Secret.of("schluessel-9"))),
                new McpOptions("site", "1.0", Duration.ofSeconds(5), handshake, limits, () -> "", System::nanoTime));
    }

    @Override
    public void close() {
        server.close();
    }
}
