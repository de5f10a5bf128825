package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Finds out what a server speaks, and says who we are (MCP 2026-07-28, basic/versioning). Used by one thread, once. */
final class Greeting {
    private static final Set<String> STATEFUL =
            Set.of("2024-11-05", McpClient.WITH_BATCHES, "2025-06-18", McpClient.LATEST_STATEFUL);
    private static final int UNSUPPORTED_VERSION = -32022;
    private static final Set<Long> MODERN_ERRORS = Set.of(-32020L, -32021L);
    private static final Set<Kind> NO_ANSWER_OF_THE_PROTOCOL = Set.of(Kind.HTTP_STATUS, Kind.PROTOCOL_ERROR);
    private static final int QUOTE = 200;
    private static final int MAX_INSTRUCTIONS = 16_384;

    private final McpOptions options;
    private final RpcConnection connection;
    private final boolean discoverFirst;
    private final long end;

    /**
     * Prepares it.
     *
     * @param discoverFirst whether a server is asked for {@code server/discover} first where both would do
     */
    Greeting(McpOptions options, RpcConnection connection, boolean discoverFirst) {
        this.options = options;
        this.connection = connection;
        this.discoverFirst = discoverFirst;
        this.end = System.nanoTime() + options.startTimeout().toNanos();
    }

    /**
     * What was agreed on.
     *
     * @param dialect what is spoken from now on
     * @param server what the server said of itself
     * @param announces whether it says when its tools change
     */
    record Agreed(Dialect dialect, McpServerInfo server, boolean announces) {}

    /**
     * Shakes hands.
     *
     * @throws McpException if that does not succeed
     */
    Agreed perform() throws InterruptedException {
        return switch (options.handshake()) {
            case INITIALIZE -> initialize();
            case DISCOVER -> discovered(discover());
            case AUTO -> discoverFirst ? discoverOrInitialize() : initializeOrDiscover();
        };
    }

    private Agreed initialize() throws InterruptedException {
        return initialized(askToInitialize());
    }

    private Outcome askToInitialize() throws InterruptedException {
        connection.speak(Dialect.stateful(McpClient.LATEST_STATEFUL, options));
        ObjectNode params = object().put("protocolVersion", McpClient.LATEST_STATEFUL);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", McpClient.NAME).put("version", options.clientVersion());
        return connection.ask(RpcCall.of("initialize", params, left()).notCancellable());
    }

    private Agreed initialized(Outcome outcome) {
        JsonNode result = outcome.result();
        JsonNode version = result.path("protocolVersion");
        if (!version.isTextual()) {
            throw failure(Kind.PROTOCOL_ERROR, "answered initialize without a protocol version");
        }
        if (!STATEFUL.contains(version.textValue())) {
            throw unknownRevisions(List.of(version.textValue()));
        }
        Dialect dialect = Dialect.stateful(version.textValue(), options);
        connection.speak(dialect);
        connection.notify("notifications/initialized", object());
        return agreed(dialect, result, result.path("serverInfo"));
    }

    private Agreed initializeOrDiscover() throws InterruptedException {
        Outcome outcome = askToInitialize();
        if (outcome instanceof Outcome.Refused) {
            Outcome other = discover();
            if (other instanceof Outcome.Answered) {
                return discovered(other);
            }
        }
        return initialized(outcome);
    }

    private Agreed discoverOrInitialize() throws InterruptedException {
        Outcome outcome = discover();
        boolean older = switch (outcome) {
            case Outcome.Answered answered -> {
                List<String> supported = texts(answered.value().path("supportedVersions"));
                yield supported.isEmpty() || (!supported.contains(McpClient.STATELESS) && knowsOneOf(supported));
            }
            case Outcome.Refused refusal ->
                refusal.code() == UNSUPPORTED_VERSION
                        ? knowsOneOf(texts(refusal.data().path("supported")))
                        : !MODERN_ERRORS.contains(refusal.code());
            case Outcome.Failed failure -> NO_ANSWER_OF_THE_PROTOCOL.contains(failure.kind());
        };
        return older ? initialize() : discovered(outcome);
    }

    /** Who refuses the revision and names it as one of its own is asked once more. */
    private Outcome discover() throws InterruptedException {
        Dialect dialect = Dialect.stateless(options);
        connection.speak(dialect);
        Outcome outcome = connection.ask(RpcCall.of(McpClient.DISCOVER, dialect.dress(object()), left()));
        boolean again = outcome instanceof Outcome.Refused refusal
                && refusal.code() == UNSUPPORTED_VERSION
                && texts(refusal.data().path("supported")).contains(dialect.version());
        return again ? connection.ask(RpcCall.of(McpClient.DISCOVER, dialect.dress(object()), left())) : outcome;
    }

    private Agreed discovered(Outcome outcome) {
        if (outcome instanceof Outcome.Refused refusal && refusal.code() == UNSUPPORTED_VERSION) {
            throw unknownRevisions(texts(refusal.data().path("supported")));
        }
        JsonNode result = outcome.result();
        List<String> supported = texts(result.path("supportedVersions"));
        if (supported.isEmpty()) {
            throw failure(Kind.PROTOCOL_ERROR, "answered server/discover without the revisions that it speaks");
        }
        if (!supported.contains(McpClient.STATELESS)) {
            throw unknownRevisions(supported);
        }
        JsonNode self = result.path("_meta").path(Dialect.META + "serverInfo");
        return agreed(Dialect.stateless(options), result, self);
    }

    private Agreed agreed(Dialect dialect, JsonNode result, JsonNode self) {
        JsonNode can = result.path("capabilities");
        McpServerInfo server = new McpServerInfo(
                Visible.line(self.path("name").asText(), QUOTE),
                Visible.line(self.path("version").asText(), QUOTE),
                dialect.version(),
                can.has("tools"),
                can.has("resources"),
                can.has("prompts"),
                Optional.ofNullable(result.path("instructions").textValue())
                        .map(text -> Visible.block(text, MAX_INSTRUCTIONS)));
        return new Agreed(dialect, server, can.path("tools").path("listChanged").asBoolean());
    }

    private static boolean knowsOneOf(List<String> versions) {
        return versions.stream().anyMatch(STATEFUL::contains);
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .toList();
    }

    private McpException unknownRevisions(List<String> versions) {
        List<String> known = new ArrayList<>(STATEFUL);
        known.add(McpClient.STATELESS);
        return failure(
                Kind.PROTOCOL_VERSION,
                "speaks MCP '" + Visible.line(String.join("', '", versions), QUOTE) + "'; this program speaks "
                        + known.stream().sorted().toList());
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
    }

    private McpException failure(Kind kind, String what) {
        return new McpException(kind, "tool server '" + options.server() + "' " + what);
    }

    private static ObjectNode object() {
        return StrictJson.nodes().objectNode();
    }
}
