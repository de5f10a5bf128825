package ai.massgen.toolkit.container;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request to a container engine. Immutable.
 *
 * @param method the HTTP method, such as {@code GET}
 * @param target path and query, already encoded
 * @param headers headers besides {@code Host}, {@code Connection} and {@code Content-Length}
 * @param body the body, not copied: whoever makes the request leaves the array alone
 */
@SuppressWarnings("ArrayRecordComponent") // a request is never compared
public record EngineRequest(String method, String target, Map<String, String> headers, Optional<byte[]> body) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern TARGET = Pattern.compile("/[!-~]*");

    /**
     * Checks that nothing can break out of its place in the request.
     *
     * @throws IllegalArgumentException if the method, the target or a header has forbidden characters
     */
    public EngineRequest {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
        if (!TOKEN.matcher(method).matches() || !TARGET.matcher(target).matches()) {
            throw new IllegalArgumentException("not a request line: '" + method + " " + target + "'");
        }
        headers.forEach((name, value) -> {
            if (!TOKEN.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("not a header: '" + name + "'");
            }
        });
    }

    /**
     * Makes a request without a body.
     *
     * @param method the HTTP method
     * @param target path and query, already encoded
     * @return the request
     */
    public static EngineRequest of(String method, String target) {
        return new EngineRequest(method, target, Map.of(), Optional.empty());
    }

    /** Without the headers: one may be a password. */
    @Override
    public String toString() {
        return method + " " + target;
    }

    byte[] head(boolean upgrade) {
        StringBuilder text = new StringBuilder(256);
        text.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: engine\r\n");
        text.append(upgrade ? "Connection: Upgrade\r\nUpgrade: tcp\r\n" : "Connection: close\r\n");
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        // Podman takes what follows a request without a length for the container's input, so a length is always sent.
        text.append("Content-Length: ")
                .append(body.map(b -> b.length).orElse(0))
                .append("\r\n\r\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A request with a body of JSON.
     *
     * @param method the method
     * @param target path and query
     * @param body the JSON
     * @return a request
     */
    public static EngineRequest json(String method, String target, byte[] body) {
        return new EngineRequest(method, target, Map.of("Content-Type", "application/json"), Optional.of(body));
    }

    /**
     * A text as it stands in a query.
     *
     * @param text any text
     * @return the text, percent-encoded
     */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
