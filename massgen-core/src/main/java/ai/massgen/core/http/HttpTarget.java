package ai.massgen.core.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a server is. Immutable.
 *
 * @param host the name or address, without brackets, in lower case
 * @param port the port
 * @param tls whether the connection is encrypted
 * @param path path and query, as they stand in a request
 */
public record HttpTarget(String host, int port, boolean tls, String path) {
    /** Checks for null. */
    public HttpTarget {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(path, "path");
    }

    /**
     * Reads an address.
     *
     * @param uri an absolute address
     * @return the same in parts
     * @throws IllegalArgumentException if it cannot be used; the message continues "the address", and does not quote it
     */
    public static HttpTarget of(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        require(tls || scheme.equals("http"), "must begin with https:// or http://");
        require(uri.getRawUserInfo() == null, "must not hold a user or password; use bearer or secret_headers");
        require(uri.getRawFragment() == null, "must not hold a fragment (#)");
        String host = uri.getHost();
        require(host != null && !host.isEmpty(), "must name a host, in ASCII");
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String whole = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        require(whole.chars().allMatch(c -> c > ' ' && c <= '~'), "must be ASCII; write other characters as %XX");
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new HttpTarget(
                bare.toLowerCase(Locale.ROOT), uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80, tls, whole);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /**
     * Scheme, host and port: what is shown of it, since a query may hold what is nobody's business.
     *
     * @return such as {@code https://mcp.example.com}
     */
    public String origin() {
        return (tls ? "https://" : "http://") + authority();
    }

    /**
     * The query, which is not shown.
     *
     * @return what stands behind the question mark, if there is one
     */
    public Optional<String> query() {
        int mark = path.indexOf('?');
        return mark < 0 ? Optional.empty() : Optional.of(path.substring(mark + 1));
    }

    /** The value of the header {@code Host}. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }

    @Override
    public String toString() {
        int query = path.indexOf('?');
        return origin() + (query < 0 ? path : path.substring(0, query));
    }
}
