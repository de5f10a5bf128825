package ai.massgen.core.config;

import java.util.List;

/** What a component of a settings record can hold. The binder and the JSON Schema both follow it. Immutable. */
sealed interface Shape {
    /** The types of single values. */
    enum Type {
        TEXT("a text"),
        FLAG("true or false"),
        INT("a whole number"),
        LONG("a whole number"),
        DOUBLE("a number"),
        CHOICE("one of its values"),
        URI("a URI such as https://example.org"),
        PATH("a path"),
        DURATION("a duration such as 500ms, 60s, 5m or 1h"),
        SIZE("a size such as 256MiB"),
        SECRET("a reference ${NAME} to an environment variable");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        /** What is expected, for messages. */
        String words() {
            return words;
        }

        /** Whether it is written as a number or truth value, not as a text. */
        boolean bare() {
            return switch (this) {
                case FLAG, INT, LONG, DOUBLE -> true;
                case TEXT, CHOICE, URI, PATH, DURATION, SIZE, SECRET -> false;
            };
        }
    }

    /** One value. The choices are those of an enum or of {@code @OneOf}. */
    record Value(Type type, Class<?> java, Bounds bounds) implements Shape {
        List<String> choices() {
            return type == Type.CHOICE
                    ? List.of(java.getEnumConstants()).stream()
                            .map(each -> Label.of((Enum<?>) each))
                            .toList()
                    : bounds.oneOf();
        }
    }

    /** A list. */
    record Items(Shape element, Bounds size) implements Shape {}

    /** A map with texts as keys. */
    record Entries(Shape value, Bounds size, Bounds keys) implements Shape {}

    /** Whatever YAML can say, kept as JSON. */
    record Free() implements Shape {}

    /** A nested record. */
    record Section(RecordShape record) implements Shape {}

    /** A plugin's settings under a key {@code type} that names it. */
    record Plugin() implements Shape {}
}
