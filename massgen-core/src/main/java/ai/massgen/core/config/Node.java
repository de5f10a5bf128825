package ai.massgen.core.config;

import ai.massgen.api.config.Secret;
import java.util.List;
import java.util.Map;

/** A value as the user wrote it, with its place. Immutable. */
sealed interface Node {
    /** Where the value starts. */
    Place place();

    /** What stands there, for messages; never shows a secret. */
    String described();

    /** The kinds of scalars that YAML and JSON share. */
    enum Kind {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }

    /** Text, a number, a truth value or nothing, as it was spelled. */
    record Scalar(Place place, Kind kind, String text) implements Node {
        @Override
        public String described() {
            return switch (kind) {
                case TEXT -> "the text " + Quote.of(text);
                case NUMBER -> "the number " + Quote.plain(text);
                case FLAG -> "the truth value " + Quote.plain(text);
                case NOTHING -> "nothing";
            };
        }

        @Override
        public String toString() {
            return "Scalar[" + place + ", " + kind + "]";
        }
    }

    /** A Java value that a program put into a tree. */
    record Ready(Place place, Object value) implements Node {
        @Override
        public String described() {
            return value instanceof Secret
                    ? "a secret"
                    : "a value of " + value.getClass().getName();
        }
    }

    /** A list. */
    record Items(Place place, List<Node> nodes) implements Node {
        public Items {
            nodes = List.copyOf(nodes);
        }

        @Override
        public String described() {
            return "a list";
        }
    }

    /** A mapping, in the order of the file. */
    record Entries(Place place, Map<String, Entry> entries) implements Node {
        public Entries {
            entries = Ordered.copy(entries);
        }

        @Override
        public String described() {
            return "a mapping";
        }
    }

    /** A key's place and its value. */
    record Entry(Place key, Node value) {}

    /** Whether nothing stands there. */
    default boolean nothing() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.NOTHING;
    }
}
