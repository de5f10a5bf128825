package ai.massgen.toolkit.container;

import java.io.EOFException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The status line and headers of a response, read within bounds: an engine is trusted, what answers in its place not. */
record HttpHead(int status, Map<String, String> headers) {
    private static final int MAX_LINE = 8192;
    private static final int MAX_LINES = 128;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

    static HttpHead read(EngineChannel channel) throws IOException {
        HttpHead head = readOne(channel);
        while (head.status / 100 == 1 && head.status != 101) {
            head = readOne(channel);
        }
        return head;
    }

    private static HttpHead readOne(EngineChannel channel) throws IOException {
        Matcher status = STATUS.matcher(line(channel));
        if (!status.matches()) {
            throw new IOException("the answer is not HTTP");
        }
        return new HttpHead(Integer.parseInt(status.group(1)), headers(channel));
    }

    /** Headers or trailers, with the empty line behind them. */
    static Map<String, String> headers(EngineChannel channel) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; count < MAX_LINES; count++) {
            String line = line(channel);
            if (line.isEmpty()) {
                return Map.copyOf(headers);
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("the answer has a malformed header");
            }
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        throw new IOException("the answer has more than " + MAX_LINES + " headers");
    }

    static String line(EngineChannel channel) throws IOException {
        StringBuilder line = new StringBuilder(64);
        while (true) {
            int next = channel.read();
            if (next < 0) {
                throw new EOFException("the engine closed the connection before its answer was complete");
            }
            if (next == '\n') {
                int end = line.length() - 1;
                return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
            }
            if (line.length() >= MAX_LINE) {
                throw new IOException("a line of the answer's head is longer than " + MAX_LINE + " bytes");
            }
            line.append((char) next);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
