package ai.massgen.api;

import java.util.Objects;

/**
 * A JSON value as text.
 *
 * <p>JSON crosses the SPI as text so that no JSON library becomes part of it. The text is not parsed here: whoever
 * creates a value vouches that it is one well-formed JSON value (RFC 8259), and whoever reads it parses it once.
 * Equality is equality of the text. Immutable.
 *
 * @param text the JSON text, never blank
 */
public record Json(String text) {
    /** The empty object. */
    public static final Json EMPTY_OBJECT = new Json("{}");

    /**
     * Checks that there is a text.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    public Json {
        Objects.requireNonNull(text, "text");
        if (text.isBlank()) {
            throw new IllegalArgumentException("JSON text must not be blank; an absent value is an empty Optional");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
