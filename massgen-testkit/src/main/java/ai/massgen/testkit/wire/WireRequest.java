package ai.massgen.testkit.wire;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a client sent. Immutable.
 *
 * @param method the method, such as {@code POST}
 * @param path the path with its query
 * @param headers the headers, names in lower case, the last of equal names
 * @param body the body as text, empty if there was none
 */
public record WireRequest(String method, String path, Map<String, String> headers, String body) {
    /** Copies the map. */
    public WireRequest {
        headers = Map.copyOf(headers);
    }

    /**
     * Looks a header up.
     *
     * @param name the name in any case
     * @return its value, empty if it was not sent
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
