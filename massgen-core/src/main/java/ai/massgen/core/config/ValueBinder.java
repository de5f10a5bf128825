package ai.massgen.core.config;

import ai.massgen.api.config.Secret;
import ai.massgen.core.config.Node.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Binds single values; what does not fit becomes a problem. */
final class ValueBinder {
    private static final Map<String, String> TRUTHS =
            Map.of("yes", "true", "on", "true", "no", "false", "off", "false");

    private final Environment environment;
    private final Problems problems;

    ValueBinder(Environment environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** Binds a value, or returns null after adding a problem. */
    @Nullable Object bind(Shape.Value shape, Spot spot) {
        return switch (spot.node()) {
            case Node.Ready ready -> ready(shape, ready, spot);
            case Node.Scalar scalar -> scalar(shape, scalar, spot);
            case Node.Items items -> mismatch(shape, spot, items.described(), null);
            case Node.Entries entries -> mismatch(shape, spot, entries.described(), null);
        };
    }

    private @Nullable Object ready(Shape.Value shape, Node.Ready ready, Spot spot) {
        if (!shape.java().isInstance(ready.value())) {
            return mismatch(shape, spot, ready.described(), null);
        }
        Object value = ready.value();
        return value instanceof Comparable<?> comparable && !inRange(shape, comparable, spot, ready.described())
                ? null
                : value;
    }

    private @Nullable Object scalar(Shape.Value shape, Node.Scalar scalar, Spot spot) {
        Optional<String> name = scalar.kind() == Kind.TEXT ? Environment.reference(scalar.text()) : Optional.empty();
        if (name.isPresent()) {
            return variable(shape, name.get(), spot);
        }
        if (shape.type() == Shape.Type.SECRET) {
            problems.add(
                    spot.node().place(),
                    spot.path(),
                    "is a secret and must not stand here in clear",
                    "set an environment variable and write ${NAME_OF_THE_VARIABLE}");
            return null;
        }
        if (scalar.kind() == Kind.TEXT && embedded(scalar.text(), spot)) {
            return null;
        }
        if (scalar.kind() != kind(shape.type())) {
            return mismatch(shape, spot, scalar.described(), advice(shape.type(), scalar));
        }
        return parsed(shape, Environment.literal(scalar.text()), spot, scalar.described());
    }

    private boolean embedded(String text, Spot spot) {
        Optional<String> piece = Environment.embedded(text);
        piece.ifPresent(each -> problems.add(
                spot.node().place(),
                spot.path(),
                "contains " + Quote.of(each) + ", but only a whole value can be a variable, written ${NAME}",
                "put the whole value into one variable; for a literal ${ write $${"));
        return piece.isPresent();
    }

    private @Nullable Object variable(Shape.Value shape, String name, Spot spot) {
        Optional<String> value = environment.value(name, shape.type() == Shape.Type.SECRET);
        if (value.isEmpty()) {
            problems.add(
                    spot.node().place(),
                    spot.path(),
                    "refers to the environment variable " + name + ", which is not set or blank",
                    "set " + name + " before you start");
            return null;
        }
        return shape.type() == Shape.Type.SECRET
                ? Secret.of(value.get())
                : parsed(shape, value.get(), spot, "the value of ${" + name + "}");
    }

    private static Kind kind(Shape.Type type) {
        return switch (type) {
            case FLAG -> Kind.FLAG;
            case INT, LONG, DOUBLE -> Kind.NUMBER;
            case TEXT, CHOICE, URI, PATH, DURATION, SIZE, SECRET -> Kind.TEXT;
        };
    }

    private @Nullable Object parsed(Shape.Value shape, String text, Spot spot, String found) {
        if (!shape.choices().isEmpty()) {
            return choice(shape, text, spot, found);
        }
        Comparable<?> value;
        try {
            value = Scalars.parse(shape.type(), text);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return mismatch(shape, spot, found, null);
        }
        return inRange(shape, value, spot, found) && inForm(shape.bounds(), text, spot, found) ? value : null;
    }

    private @Nullable Object choice(Shape.Value shape, String text, Spot spot, String found) {
        List<String> choices = shape.choices();
        int index = choices.indexOf(text);
        if (index < 0) {
            problems.add(
                    spot.node().place(),
                    spot.path(),
                    "must be one of " + String.join(", ", choices) + ", not " + found,
                    Nearest.to(text, choices)
                            .map(near -> "did you mean " + near + "?")
                            .orElse(null));
            return null;
        }
        return shape.type() == Shape.Type.CHOICE ? shape.java().getEnumConstants()[index] : text;
    }

    /** The form that a text, or a map's key, has to have. */
    boolean inForm(Bounds bounds, String text, Spot spot, String found) {
        if (bounds.form().isEmpty() || text.matches(bounds.form().get().value())) {
            return true;
        }
        problems.add(
                spot.node().place(),
                spot.path(),
                "must be " + bounds.form().get().says() + ", not " + found);
        return false;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private boolean inRange(Shape.Value shape, Comparable value, Spot spot, String found) {
        boolean low = shape.bounds()
                .min()
                .filter(text -> value.compareTo(Scalars.parse(shape.type(), text)) < 0)
                .isPresent();
        boolean high = shape.bounds()
                .max()
                .filter(text -> value.compareTo(Scalars.parse(shape.type(), text)) > 0)
                .isPresent();
        if (low || high) {
            problems.add(
                    spot.node().place(),
                    spot.path(),
                    "must be " + shape.bounds().range() + ", not " + found);
        }
        return !low && !high;
    }

    private @Nullable Object mismatch(Shape.Value shape, Spot spot, String found, @Nullable String suggestion) {
        problems.add(spot.node().place(), spot.path(), "must be " + words(shape) + ", not " + found, suggestion);
        return null;
    }

    private static String words(Shape.Value shape) {
        return shape.choices().isEmpty() ? shape.type().words() : "one of " + String.join(", ", shape.choices());
    }

    private static @Nullable String advice(Shape.Type type, Node.Scalar scalar) {
        if (scalar.kind() == Kind.NOTHING) {
            return "give a value or remove the line";
        }
        return switch (type) {
            case TEXT, CHOICE, URI, PATH -> "write it in quotes: \"" + Quote.plain(scalar.text()) + "\"";
            case DURATION -> "add a unit, such as " + Quote.plain(scalar.text()) + "s";
            case SIZE -> "add a unit, such as " + Quote.plain(scalar.text()) + "MiB";
            case FLAG -> truth(scalar.text());
            case INT, LONG, DOUBLE -> numeral(type, scalar.text());
            case SECRET -> null;
        };
    }

    private static @Nullable String truth(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String meant = lower.equals("true") || lower.equals("false") ? lower : TRUTHS.get(lower);
        return meant == null ? null : "write " + meant + " without quotes";
    }

    private static @Nullable String numeral(Shape.Type type, String text) {
        try {
            Scalars.parse(type, text.replaceFirst("^\\+?(-?)0+(?=[0-9])", "$1"));
            return "write it without quotes and leading zeros";
        } catch (IllegalArgumentException | ArithmeticException e) {
            return null;
        }
    }
}
