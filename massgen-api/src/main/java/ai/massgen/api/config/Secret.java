package ai.massgen.api.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A value that must never be seen: an API key, a token, a password.
 *
 * <p>{@link #toString} prints {@code ***}, so a secret inside a record cannot leak through a log line or an exception
 * message. {@link #reveal} is called where the value goes on the wire and nowhere else. Immutable and thread-safe.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a value.
     *
     * @param value the value in clear, not blank
     * @return the secret
     * @throws IllegalArgumentException if the value is blank
     */
    public static Secret of(String value) {
        Objects.requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret must not be blank");
        }
        return new Secret(value);
    }

    /**
     * The value in clear. Do not store, log or concatenate it into a message.
     *
     * @return the value given to {@link #of}
     */
    public String reveal() {
        return value;
    }

    /**
     * Replaces every occurrence of this secret in a text that came from outside, such as an error body that echoes the
     * request.
     *
     * @param text any text
     * @return the text with {@code ***} in place of the secret
     */
    public String redact(String text) {
        return text.replace(value, "***");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
