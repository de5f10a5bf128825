package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpAsk;
import ai.massgen.core.http.HttpReply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What every request to one server has in its head: the headers of the configuration, the revision, the session, and since
 * 2026-07-28 what the body says too (MCP 2025-11-25 and 2026-07-28, basic/transports). Thread-safe.
 */
final class HttpSession {
    private static final String SESSION = "Mcp-Session-Id";
    private static final String VERSION = "MCP-Protocol-Version";
    private static final int LONGEST_SESSION = 1024;
    private static final int LONGEST_NAME = 2048;
    private static final byte[] NOTHING = new byte[0];

    private final HttpAccess access;
    private volatile Optional<Dialect> dialect = Optional.empty();
    private volatile Optional<String> session = Optional.empty();

    HttpSession(HttpAccess access) {
        this.access = access;
    }

    void speak(Dialect spoken) {
        dialect = Optional.of(spoken);
    }

    boolean isStateless() {
        return dialect.filter(Dialect::stateless).isPresent();
    }

    boolean isOpen() {
        return session.isPresent();
    }

    /** Keeps the session that a server begins with its answer to {@code initialize}. */
    void begin(Outgoing message, HttpReply reply) {
        if (message.method().equals("initialize")) {
            session = reply.header(SESSION.toLowerCase(Locale.ROOT))
                    .filter(id -> !id.isEmpty() && id.length() <= LONGEST_SESSION && HttpAsk.isValue(id));
        }
    }

    HttpAsk post(Outgoing message) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        if (message.method().equals("initialize")) { // what is spoken, and in which session, is said in its answer
            headers.remove(VERSION);
            headers.remove(SESSION);
        }
        if (isStateless()) {
            headers.put("Mcp-Method", message.method());
            name(message).ifPresent(name -> headers.put("Mcp-Name", encoded(name)));
            message.headers().forEach((name, value) -> headers.put(name, encoded(value)));
        }
        return new HttpAsk("POST", headers, message.line());
    }

    /** Asks for a stream of what the server has to say, or for the rest of one. */
    HttpAsk listen(Optional<String> lastId) {
        Map<String, String> headers = headers();
        headers.put("Accept", "text/event-stream");
        lastId.ifPresent(id -> headers.put("Last-Event-ID", id));
        return new HttpAsk("GET", headers, NOTHING);
    }

    HttpAsk end() {
        return new HttpAsk("DELETE", headers(), NOTHING);
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(access.reveal());
        headers.put("User-Agent", "massgen-java");
        headers.put("Accept-Encoding", "identity");
        dialect.ifPresent(spoken -> headers.put(VERSION, spoken.version()));
        session.ifPresent(id -> headers.put(SESSION, id));
        return headers;
    }

    private static Optional<String> name(Outgoing message) {
        return switch (message.method()) {
            case "tools/call", "prompts/get" ->
                Optional.of(message.json().at("/params/name").asText());
            case "resources/read" ->
                Optional.of(message.json().at("/params/uri").asText());
            default -> Optional.empty();
        };
    }

    /** A value as it may stand in a header: what cannot, and what looks as if it had been encoded, is. */
    static String encoded(String value) {
        boolean plain = HttpAsk.isValue(value)
                && !value.isEmpty()
                && value.indexOf('\t') < 0
                && value.length() <= LONGEST_NAME
                && !(value.startsWith("=?base64?") && value.endsWith("?="));
        return plain
                ? value
                : "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
