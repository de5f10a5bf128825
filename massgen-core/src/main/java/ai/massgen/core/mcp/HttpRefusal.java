package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpReply;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A reply whose status is not 2xx. Immutable.
 *
 * @param kind what it means
 * @param what the same in words
 * @param error the error of the protocol in its body, if there is one
 */
record HttpRefusal(Kind kind, String what, Optional<ObjectNode> error) {
    private static final int LARGEST = 64 << 10;
    private static final int QUOTE = 300;

    /**
     * Reads it.
     *
     * @param reply the reply
     * @param access whose secrets the server may have echoed
     * @param session whether a session was named in the request
     */
    static HttpRefusal read(HttpReply reply, HttpAccess access, boolean session) throws IOException {
        int status = reply.status();
        if (status == 401 || status == 403) {
            return new HttpRefusal(
                    status == 401 ? Kind.UNAUTHORIZED : Kind.FORBIDDEN,
                    "refuses access (HTTP " + status + "); " + advice(reply),
                    Optional.empty());
        }
        if (status / 100 == 3) {
            return new HttpRefusal(
                    Kind.HTTP_STATUS,
                    "answers with HTTP " + status + place(reply)
                            + "; redirects are not followed, so write the new address into url",
                    Optional.empty());
        }
        String body = new String(reply.body().readNBytes(LARGEST), StandardCharsets.UTF_8);
        Optional<ObjectNode> error = error(body);
        if (status == 404 && session) {
            return new HttpRefusal(Kind.SESSION_ENDED, "has ended the session", error);
        }
        String quote = Visible.line(access.redact(body).strip(), QUOTE);
        String wait = reply.header("retry-after")
                .map(after -> ", to be asked again after " + Visible.line(after, 40))
                .orElse("");
        return new HttpRefusal(
                Kind.HTTP_STATUS, "answers with HTTP " + status + wait + (quote.isEmpty() ? "" : ": " + quote), error);
    }

    private static String advice(HttpReply reply) {
        boolean oauth = reply.header("www-authenticate").orElse("").contains("resource_metadata");
        return oauth
                ? "it wants a token of its authorization server: OAuth is not done here, so get one and set bearer"
                : "set bearer or secret_headers to what it wants";
    }

    private static String place(HttpReply reply) {
        try {
            URI location = URI.create(reply.header("location").orElse(""));
            return location.getHost() == null ? "" : " to " + Visible.line(location.getHost(), QUOTE);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<ObjectNode> error(String body) {
        try {
            JsonNode node = StrictJson.parse(body);
            boolean usable = node.isObject()
                    && node.at("/error/code").isIntegralNumber()
                    && node.at("/error/message").isTextual()
                    && !node.has("result");
            return usable ? Optional.of((ObjectNode) node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
