package ai.massgen.testkit.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes before the body of a reply, and how the end of the body is told. Immutable.
 *
 * @param interim statuses of the 1xx kind that are sent first
 * @param status the HTTP status, or {@link #NONE} if the reply has no head at all
 * @param headers headers, without the one that tells the end of the body
 * @param framing how the end of the body is told
 */
record WireHead(List<Integer> interim, int status, Map<String, String> headers, Framing framing) {
    static final int NONE = 0;

    /** How the end of a body is told. */
    enum Framing {
        CHUNKED,
        LENGTH,
        CONNECTION_CLOSE
    }

    WireHead(int status) {
        this(List.of(), status, Map.of(), Framing.CHUNKED);
    }

    WireHead after(int informational) {
        List<Integer> changed = new ArrayList<>(interim);
        changed.add(informational);
        return new WireHead(changed, status, headers, framing);
    }

    WireHead with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new WireHead(interim, status, changed, framing);
    }

    WireHead with(Framing other) {
        return new WireHead(interim, status, headers, other);
    }

    /** The head as it is sent. */
    String text(long bodyLength) {
        StringBuilder head = new StringBuilder();
        interim.forEach(each -> head.append("HTTP/1.1 ").append(each).append(" Interim\r\n\r\n"));
        head.append("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append(
                switch (framing) {
                    case CHUNKED -> "Transfer-Encoding: chunked";
                    case LENGTH -> "Content-Length: " + bodyLength;
                    case CONNECTION_CLOSE -> "Connection: close";
                });
        return head.append("\r\n\r\n").toString();
    }
}
