package ai.massgen.core.egress;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client asks a proxy for, read strictly: what two readers could understand in two ways is refused. Either
 * {@code CONNECT host:port}, or one request with an absolute {@code http://} address.
 *
 * @param authority host and port as they were written, the port added where the address has none
 * @param tunnel whether it is CONNECT
 * @param head what is sent to the host; empty for CONNECT
 * @param length how many bytes of a body follow; -1 if the body tells its own length
 */
record ProxyRequest(String authority, boolean tunnel, String head, long length) {
    private static final int LONGEST = 16 << 10;
    private static final int MOST_HEADERS = 100;
    private static final Pattern LINE = Pattern.compile("([A-Z]{1,16}) ([!-~]{1,8000}) HTTP/1\\.1");
    private static final Pattern ABSOLUTE = Pattern.compile("http://([^/?#]*)(/[^#]*)?");
    private static final Pattern HEADER =
            Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([ -~\\t\\x80-\\xff]*)");
    private static final Pattern PORT = Pattern.compile(".*:[0-9]*");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,17}");
    /** What is between a client and a proxy only. */
    private static final Set<String> OURS =
            Set.of("connection", "proxy-connection", "proxy-authorization", "keep-alive", "te", "trailer", "upgrade");

    /** Reads a request; what follows its head stays in the stream. */
    static ProxyRequest read(InputStream in) throws IOException {
        List<String> lines = lines(in);
        Matcher line = LINE.matcher(lines.getFirst());
        if (!line.matches()) {
            throw malformed("", "it does not speak HTTP/1.1 as to a proxy");
        }
        Map<String, String> headers = new HashMap<>();
        List<String> kept = new ArrayList<>();
        for (String each : lines.subList(1, lines.size())) {
            header(each, headers, kept);
        }
        return line.group(1).equals("CONNECT")
                ? connect(line.group(2), headers)
                : absolute(line.group(1), line.group(2), headers, kept);
    }

    private static List<String> lines(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream(512);
        List<String> lines = new ArrayList<>();
        for (int count = 0; count < LONGEST; count++) {
            int next = in.read();
            if (next < 0) {
                throw malformed("", "its request has no end");
            }
            if (next != '\n') {
                head.write(next);
                continue;
            }
            String line = head.toString(StandardCharsets.ISO_8859_1);
            head.reset();
            if (!line.endsWith("\r") || lines.size() > MOST_HEADERS) {
                throw malformed("", "the lines of its request are not those of HTTP, or too many");
            }
            if (line.length() == 1 && !lines.isEmpty()) {
                return lines;
            }
            lines.add(line.substring(0, line.length() - 1));
        }
        throw malformed("", "the head of its request is too long");
    }

    private static void header(String line, Map<String, String> headers, List<String> kept) throws Refusal {
        Matcher header = HEADER.matcher(line);
        if (!header.matches()) {
            throw malformed("", "it sent a malformed header");
        }
        String name = header.group(1).toLowerCase(Locale.ROOT);
        String earlier = headers.putIfAbsent(name, header.group(2).strip());
        if (earlier != null
                && Set.of("host", "content-length", "transfer-encoding").contains(name)) {
            throw malformed("", "it sent the header " + name + " twice");
        }
        if (!OURS.contains(name)) {
            kept.add(line);
        }
    }

    private static ProxyRequest connect(String authority, Map<String, String> headers) throws Refusal {
        if (headers.containsKey("transfer-encoding")
                || !headers.getOrDefault("content-length", "0").equals("0")) {
            throw malformed(authority, "it sent a body with CONNECT");
        }
        sameHost(authority, headers);
        return new ProxyRequest(authority, true, "", 0);
    }

    /** Clients leave the port out of the header, or not. */
    private static void sameHost(String authority, Map<String, String> headers) throws Refusal {
        String host = headers.get("host");
        String name = authority.substring(0, Math.max(0, authority.lastIndexOf(':')));
        if (host != null && !host.equals(authority) && !host.equals(name)) {
            throw malformed(authority, "its header Host names another host than its address");
        }
    }

    private static ProxyRequest absolute(String method, String address, Map<String, String> headers, List<String> kept)
            throws Refusal {
        Matcher parts = ABSOLUTE.matcher(address);
        if (!parts.matches()) {
            throw malformed(address, "a proxy is asked for http:// addresses only, and by CONNECT");
        }
        String host = parts.group(1);
        String authority = PORT.matcher(host).matches() ? host : host + ":80";
        if (!headers.containsKey("host")) {
            throw malformed(authority, "it sent no header Host");
        }
        sameHost(authority, headers);
        String path = parts.group(2) == null ? "/" : parts.group(2);
        StringBuilder head =
                new StringBuilder(512).append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        kept.forEach(line -> head.append(line).append("\r\n"));
        head.append("Connection: close\r\n\r\n");
        return new ProxyRequest(authority, false, head.toString(), length(authority, headers));
    }

    private static long length(String authority, Map<String, String> headers) throws Refusal {
        String coding = headers.get("transfer-encoding");
        String length = headers.getOrDefault("content-length", "0");
        if (coding != null && (headers.containsKey("content-length") || !coding.equals("chunked"))) {
            throw malformed(authority, "it tells the length of its body in two ways, or in an unknown one");
        }
        if (!LENGTH.matcher(length).matches()) {
            throw malformed(authority, "the length of its body is no number");
        }
        return coding == null ? Long.parseLong(length) : -1;
    }

    private static Refusal malformed(String target, String reason) {
        return new Refusal(400, target, reason);
    }
}
