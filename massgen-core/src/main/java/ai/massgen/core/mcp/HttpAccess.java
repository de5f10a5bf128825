package ai.massgen.core.mcp;

import ai.massgen.api.config.Secret;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.http.HttpAsk;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a server over HTTP is reached. Immutable.
 *
 * @param dialer makes the connections
 * @param bearer a token that is sent as {@code Authorization: Bearer …}
 * @param headers more headers
 * @param secretHeaders headers whose values nobody may see
 */
public record HttpAccess(
        Dialer dialer, Optional<Secret> bearer, Map<String, String> headers, Map<String, Secret> secretHeaders) {
    /** Copies the maps, keeping their order. */
    public HttpAccess {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        secretHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(secretHeaders));
    }

    /**
     * Whether a secret can stand in a header.
     *
     * @param secret the secret
     * @return whether it is visible ASCII
     */
    public static boolean canBeSent(Secret secret) {
        return HttpAsk.isValue(secret.reveal());
    }

    /** The headers, secrets revealed: they go on the wire and nowhere else. */
    Map<String, String> reveal() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        bearer.ifPresent(token -> all.put("Authorization", "Bearer " + token.reveal()));
        secretHeaders.forEach((name, value) -> all.put(name, value.reveal()));
        return all;
    }

    /** A text of the server without the secrets that it may have echoed. */
    String redact(String text) {
        String redacted = bearer.map(token -> token.redact(text)).orElse(text);
        for (Secret value : secretHeaders.values()) {
            redacted = value.redact(redacted);
        }
        return redacted;
    }
}
