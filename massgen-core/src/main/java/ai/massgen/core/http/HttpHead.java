package ai.massgen.core.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The status line and the headers of a reply, read within bounds.
 *
 * @param version the minor version of HTTP/1
 * @param status the status
 * @param headers the headers by their names in lower case, the first of equal names
 */
record HttpHead(int version, int status, Map<String, String> headers) {
    private static final int LONGEST_LINE = 8192;
    private static final int MOST_LINES = 128;
    private static final int MOST_INTERIM = 8;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) (\\d{3})(?: .*)?");

    /** Reads the final head; those of the 1xx kind before it say nothing that matters here. */
    static HttpHead read(InputStream in) throws IOException {
        for (int interim = 0; interim <= MOST_INTERIM; interim++) {
            HttpHead head = readOne(in);
            if (head.status / 100 != 1) {
                return head;
            }
        }
        throw broken("does not come to its answer");
    }

    private static HttpHead readOne(InputStream in) throws IOException {
        Matcher status = STATUS.matcher(line(in));
        if (!status.matches()) {
            throw broken("does not answer with HTTP/1.1");
        }
        return new HttpHead(Integer.parseInt(status.group(1)), Integer.parseInt(status.group(2)), headers(in));
    }

    /** Headers or trailers, with the empty line behind them. */
    static Map<String, String> headers(InputStream in) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; count < MOST_LINES; count++) {
            String line = line(in);
            if (line.isEmpty()) {
                return Map.copyOf(headers);
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw broken("sent a malformed header");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String earlier = headers.putIfAbsent(name, line.substring(colon + 1).strip());
            if (earlier != null && (name.equals("content-length") || name.equals("transfer-encoding"))) {
                throw broken("tells the length of its answer twice");
            }
        }
        throw broken("sent more than " + MOST_LINES + " headers");
    }

    static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed the connection before its answer was complete");
            }
            if (line.length() >= LONGEST_LINE) {
                throw broken("sent a line of more than " + LONGEST_LINE + " bytes before the body");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    static HttpFailure broken(String what) {
        return new HttpFailure(HttpFailure.Kind.BROKEN, what);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Whether the connection can take another request after this reply. */
    boolean keepsAlive() {
        String connection = header("connection").orElse("").toLowerCase(Locale.ROOT);
        return version == 1 && !connection.contains("close");
    }
}
