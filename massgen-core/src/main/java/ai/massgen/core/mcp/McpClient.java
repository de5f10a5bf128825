package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one MCP server over the streams of its process. Speaks the revisions that begin with
 * {@code initialize}: 2024-11-05 to 2025-11-25.
 *
 * <p>Thread-safe, with many calls at once. A call ends with its answer, at its deadline, by interrupt (the server is told
 * with {@code notifications/cancelled}), or at once when the connection ends. The client reads the server's output to its
 * end on one virtual thread; another one exists only while something is written.
 */
public final class McpClient implements AutoCloseable {
    /** How a conversation with a server begins, as far as this client can. */
    public static final String PROTOCOL = "initialize";

    /** What this client says it can do: nothing that a server could ask of it. A JSON object. */
    public static final String CAPABILITIES = "{}";

    private static final String LATEST = "2025-11-25";
    private static final String WITH_BATCHES = "2025-03-26";
    private static final Set<String> SPOKEN = Set.of("2024-11-05", WITH_BATCHES, "2025-06-18", LATEST);
    private static final int QUOTE = 200;
    private static final int MAX_INSTRUCTIONS = 16_384;

    private final McpOptions options;
    private final RpcConnection connection;
    private volatile @Nullable McpServerInfo info;

    private McpClient(McpOptions options, RpcConnection connection) {
        this.options = options;
        this.connection = connection;
    }

    /**
     * Begins to read what a server writes. The streams belong to the client from now on; who started the process still
     * has to end it, which ends the client's reading.
     *
     * @param stdout what the server writes
     * @param stdin what the server reads
     * @param options how to behave
     * @return a client that has not yet said a word
     */
    public static McpClient connect(InputStream stdout, OutputStream stdin, McpOptions options) {
        RpcConnection connection = new RpcConnection(stdout, stdin, options);
        connection.startReading();
        return new McpClient(options, connection);
    }

    /**
     * Shakes hands. To be called once, before anything else.
     *
     * @return what the server says of itself
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public McpServerInfo initialize() throws InterruptedException {
        ObjectNode params = object().put("protocolVersion", LATEST);
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "massgen").put("version", options.clientVersion());
        JsonNode result = connection.call("initialize", params, options.startTimeout(), false);
        McpServerInfo server = serverInfo(result);
        if (server.protocolVersion().equals(WITH_BATCHES)) {
            connection.allowBatches();
        }
        info = server;
        connection.notify("notifications/initialized", object());
        return server;
    }

    private McpServerInfo serverInfo(JsonNode result) {
        JsonNode version = result.path("protocolVersion");
        if (!version.isTextual()) {
            throw failure(Kind.PROTOCOL_ERROR, "answered initialize without a protocol version");
        }
        if (!SPOKEN.contains(version.textValue())) {
            throw failure(
                    Kind.PROTOCOL_VERSION,
                    "speaks MCP '" + Visible.line(version.textValue(), 40) + "'; this program speaks "
                            + SPOKEN.stream().sorted().toList());
        }
        return new McpServerInfo(
                Visible.line(result.path("serverInfo").path("name").asText(), QUOTE),
                Visible.line(result.path("serverInfo").path("version").asText(), QUOTE),
                version.textValue(),
                result.path("capabilities").has("tools"),
                Optional.ofNullable(result.path("instructions").textValue())
                        .map(text -> Visible.block(text, MAX_INSTRUCTIONS)));
    }

    /**
     * Asks for all tools, page by page, within the time for starting.
     *
     * @return the tools in the server's order; none if the server says that it has none
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public List<McpTool> listTools() throws InterruptedException {
        return listTools(options.startTimeout());
    }

    /**
     * Asks for all tools, page by page.
     *
     * @param deadline how long it may take
     * @return the tools in the server's order; none if the server says that it has none
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public List<McpTool> listTools(Duration deadline) throws InterruptedException {
        if (!serverInfo().tools()) {
            return List.of();
        }
        long end = System.nanoTime() + deadline.toNanos();
        ToolListing listing = new ToolListing(options, connection.oddities());
        ObjectNode params = object();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            Optional<String> next = listing.add(connection.call("tools/list", params, left, true));
            if (next.isEmpty()) {
                return listing.tools();
            }
            params = object().put("cursor", next.get());
        }
    }

    /**
     * How often the server has said that its tools are others now. A listing holds for the number that was read before it
     * was asked for, and what the server says before it answers a call is counted when the call returns.
     *
     * @return a number that only grows
     */
    public long toolListChanges() {
        return connection.toolListChanges();
    }

    /**
     * Calls a tool.
     *
     * @param name the tool's name as the server knows it
     * @param arguments the arguments, a JSON object
     * @param deadline how long to wait; then the server is told that nobody waits any more
     * @return what the tool answered, which may be that it failed
     * @throws IllegalArgumentException if the arguments are no JSON object
     * @throws McpException if there is no usable answer, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public McpToolResult callTool(String name, Json arguments, Duration deadline) throws InterruptedException {
        ObjectNode params = object().put("name", name);
        params.set("arguments", argumentsOf(arguments));
        JsonNode result = connection.call("tools/call", params, deadline, true);
        try {
            return ResultReader.read(result);
        } catch (IllegalArgumentException e) {
            throw failure(Kind.PROTOCOL_ERROR, "sent an unusable answer: " + e.getMessage());
        }
    }

    private static JsonNode argumentsOf(Json arguments) {
        try {
            JsonNode node = StrictJson.parse(arguments.text());
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments are no valid JSON: " + StrictJson.reason(e), e);
        }
        throw new IllegalArgumentException("the arguments are no JSON object");
    }

    /**
     * What the server said of itself.
     *
     * @return the result of {@link #initialize}
     * @throws IllegalStateException before that
     */
    public McpServerInfo serverInfo() {
        McpServerInfo server = info;
        if (server == null) {
            throw new IllegalStateException("initialize() has not succeeded yet");
        }
        return server;
    }

    /**
     * The revision that was agreed on.
     *
     * @return such as {@code 2025-11-25}
     * @throws IllegalStateException before {@link #initialize}
     */
    public String protocolVersion() {
        return serverInfo().protocolVersion();
    }

    /**
     * What the server did that it should not.
     *
     * @return the counts at this moment
     */
    public McpOddities oddities() {
        return connection.oddities().snapshot();
    }

    /**
     * Whether the connection has ended, so that no call can succeed any more.
     *
     * @return true if the server's output has ended or the client is closed
     */
    public boolean hasEnded() {
        return connection.hasEnded();
    }

    /** Ends all calls and closes the server's input, which asks the server to end. Does not wait. Idempotent. */
    @Override
    public void close() {
        connection.close();
    }

    private McpException failure(Kind kind, String what) {
        return new McpException(kind, "tool server '" + options.server() + "' " + what);
    }

    private static ObjectNode object() {
        return StrictJson.nodes().objectNode();
    }
}
