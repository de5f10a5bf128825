package ai.massgen.core.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A request. Immutable.
 *
 * @param method the method
 * @param headers headers besides {@code Host}, {@code Content-Length} and those of the connection
 * @param body the body, not copied; empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record HttpAsk(String method, Map<String, String> headers, byte[] body) {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");

    /**
     * Checks that nothing can break out of its place.
     *
     * @throws IllegalArgumentException if a header has forbidden characters; the value is not quoted
     */
    public HttpAsk {
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!isName(name) || !isValue(value)) {
                throw new IllegalArgumentException("the header '" + name + "' holds what no header may hold");
            }
        });
    }

    /**
     * Whether a text can be the name of a header.
     *
     * @param text the text
     * @return whether it is a token
     */
    public static boolean isName(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * Whether a text can be the value of a header as it is.
     *
     * @param text the text
     * @return whether it is visible ASCII, with blanks only inside
     */
    public static boolean isValue(String text) {
        return text.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t')
                && text.strip().length() == text.length();
    }

    byte[] head(HttpTarget target) {
        StringBuilder text = new StringBuilder(512);
        text.append(method).append(' ').append(target.path()).append(" HTTP/1.1\r\nHost: ");
        text.append(target.authority()).append("\r\n");
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            text.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}
