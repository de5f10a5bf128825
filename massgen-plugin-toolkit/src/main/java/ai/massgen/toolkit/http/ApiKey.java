package ai.massgen.toolkit.http;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.config.Secret;
import java.util.Objects;

/**
 * A provider's key and how it travels. Immutable.
 *
 * @param secret the key, without white space around it
 * @param header the header that carries it
 * @param prefix what stands before it in the header, such as {@code "Bearer "}, or nothing
 * @param source where the user put it, for messages: a variable's or a setting's name
 */
public record ApiKey(Secret secret, String header, String prefix, String source) {
    /**
     * Strips white space around the key, which files and shells like to add.
     *
     * @throws BackendException of kind {@link Kind#AUTHENTICATION} if the key cannot be sent in a header; checked here
     *     because the HTTP client would quote the key in its complaint
     */
    public ApiKey {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(source, "source");
        secret = Secret.of(secret.reveal().strip());
        if (!secret.reveal().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new BackendException(
                    Kind.AUTHENTICATION,
                    "The key in " + source + " contains a space, a line break or a character outside ASCII, so it is"
                            + " no key. Copy it again from the provider.");
        }
    }

    /**
     * A key that travels as {@code Authorization: Bearer …}.
     *
     * @param secret the key
     * @param source where the user put it
     * @return the key
     */
    public static ApiKey bearer(Secret secret, String source) {
        return new ApiKey(secret, "Authorization", "Bearer ", source);
    }
}
