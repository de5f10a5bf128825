package ai.massgen.core.pin;

import java.util.Locale;
import java.util.Objects;

/**
 * Something in a tool's definition that has been used to mislead models or people. A hint for people and no verdict: what
 * is harmless can look like this, and what is harmful need not. Immutable.
 *
 * @param kind what it is
 * @param where in which part of the definition, such as {@code description}
 * @param excerpt what it looks like, in one line, safe to look at
 */
public record Suspicion(Kind kind, String where, String excerpt) {
    /** What is suspicious. */
    public enum Kind {
        /** It talks to the model as if it gave it orders, or wants something kept from the user. */
        INSTRUCTION,
        /** It has tags or tokens by which models tell who speaks. */
        EMPHASIS,
        /** It names files in which keys and passwords are kept. */
        SENSITIVE_FILE,
        /** It has characters that show nothing, or control a terminal. */
        INVISIBLE,
        /** It has text in Unicode tags, which people do not see and models read. */
        UNICODE_TAGS,
        /** It turns the direction of writing, so that people read something else than models. */
        BIDI,
        /** It has a long text in base64. */
        BASE64,
        /** It takes the name of another server's tool, or speaks of it. */
        SHADOWING;

        /**
         * The kind in a word.
         *
         * @return for example {@code unicode-tags}
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Checks for null. */
    public Suspicion {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(where, "where");
        Objects.requireNonNull(excerpt, "excerpt");
    }

    /** In one line, for people. */
    @Override
    public String toString() {
        return kind.label() + " in " + where + ": " + excerpt;
    }
}
