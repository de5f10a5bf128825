package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one MCP server, over the streams of its process or over HTTP. Speaks the revisions 2024-11-05 to
 * 2025-11-25, which begin with {@code initialize}, and 2026-07-28, which begins with {@code server/discover} or not at all.
 *
 * <p>Thread-safe, with many calls at once. A call ends with its answer, at its deadline, by interrupt (the server is told
 * that nobody waits), or at once when the connection ends. A process's output is read to its end on one virtual thread;
 * another one exists only while something is written. Over HTTP each exchange under way has one.
 */
public final class McpClient implements AutoCloseable {
    /** How a conversation begins up to 2025-11-25. */
    public static final String INITIALIZE = "initialize";

    /** How a conversation begins from 2026-07-28 on. */
    public static final String DISCOVER = "server/discover";

    /** What this client says it can do: nothing that a server could ask of it. A JSON object. */
    public static final String CAPABILITIES = "{}";

    static final String NAME = "massgen";
    static final String STATELESS = "2026-07-28";
    static final String LATEST_STATEFUL = "2025-11-25";
    static final String WITH_BATCHES = "2025-03-26";

    private final McpOptions options;
    private final RpcConnection connection;
    private final boolean http;
    private final ToolMirror mirror;
    private volatile @Nullable McpServerInfo info;
    private volatile Requests requests;

    private McpClient(McpOptions options, RpcConnection connection, boolean http) {
        this.options = options;
        this.connection = connection;
        this.http = http;
        this.mirror = new ToolMirror(options, connection.oddities());
        this.requests = new Requests(options, connection, Dialect.stateful(LATEST_STATEFUL, options));
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
        return started(options, new RpcConnection(new LineTransport(stdout, stdin, options), options), false);
    }

    /**
     * Prepares to talk over HTTP. Connects to nothing yet.
     *
     * @param access how the server is reached
     * @param options how to behave
     * @return a client that has not yet said a word
     */
    public static McpClient connect(HttpAccess access, McpOptions options) {
        return started(options, new RpcConnection(new HttpTransport(access, options), options), true);
    }

    private static McpClient started(McpOptions options, RpcConnection connection, boolean http) {
        connection.start();
        return new McpClient(options, connection, http);
    }

    /**
     * Shakes hands. To be called once, before anything else.
     *
     * @return what the server says of itself
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public McpServerInfo initialize() throws InterruptedException {
        Greeting.Agreed agreed = new Greeting(options, connection, http).perform();
        requests = new Requests(options, connection, agreed.dialect());
        info = agreed.server();
        if (agreed.dialect().stateless() && agreed.announces()) {
            new Subscription(options, connection, agreed.dialect()).start();
        }
        return agreed.server();
    }

    /**
     * How the conversation has begun.
     *
     * @return {@link #INITIALIZE} or {@link #DISCOVER}
     * @throws IllegalStateException before {@link #initialize}
     */
    public String beginning() {
        return serverInfo().protocolVersion().equals(STATELESS) ? DISCOVER : INITIALIZE;
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
            Optional<String> next = listing.add(requests.send("tools/list", params, left, Map.of()));
            if (next.isEmpty()) {
                return mirrors() ? mirror.admit(listing.tools()) : listing.tools();
            }
            params = object().put("cursor", next.get());
        }
    }

    /** Whether arguments go into headers too. */
    private boolean mirrors() {
        return http && requests.dialect().stateless();
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
        JsonNode given = argumentsOf(arguments);
        params.set("arguments", given);
        Map<String, String> headers = mirrors() ? mirror.headers(name, given) : Map.of();
        JsonNode result = requests.send("tools/call", params, deadline, headers);
        try {
            return ResultReader.read(result);
        } catch (IllegalArgumentException e) {
            throw failure(Kind.PROTOCOL_ERROR, "sent an unusable answer: " + e.getMessage());
        }
    }

    /**
     * What the server has besides tools.
     *
     * @return its resources and prompts, to be asked for
     */
    public McpLibrary library() {
        return new McpLibrary(options, requests);
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

    /**
     * Why the connection has ended.
     *
     * @return a sentence without its end; empty while it has not
     */
    public Optional<String> ending() {
        return connection.ending();
    }

    /**
     * Waits until nothing is left of the connection, after {@link #close}: over HTTP the server is told that its session is
     * over.
     *
     * @param patience how long to wait
     * @return whether that came in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        return connection.awaitEnd(patience);
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
