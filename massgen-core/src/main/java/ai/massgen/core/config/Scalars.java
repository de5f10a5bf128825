package ai.massgen.core.config;

import ai.massgen.api.config.ByteSize;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the spelling of single values into Java values. */
final class Scalars {
    /** The form of a duration. */
    static final String DURATION = "[0-9]{1,9}(?:ms|s|m|h)";
    /** The form of a size. */
    static final String SIZE = "[0-9]{1,15} ?(?:B|KiB|MiB|GiB)?";
    /** How an absolute URI begins. */
    static final String URI_START = "[A-Za-z][A-Za-z0-9+.-]*:";

    /** More digits than a double can have before its point; converting them takes time that grows with their square. */
    private static final int LONGEST_NUMBER = 400;

    private static final Pattern DURATION_PARTS = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern SIZE_FORM = Pattern.compile(SIZE);

    private Scalars() {}

    /**
     * Reads a value; secrets and choices are not read here.
     *
     * @throws IllegalArgumentException if the text is none of the type; the message is of no use to users
     */
    static Comparable<?> parse(Shape.Type type, String text) {
        return switch (type) {
            case TEXT, CHOICE, SECRET -> text;
            case FLAG -> flag(text);
            case INT -> number(text).intValueExact();
            case LONG -> number(text).longValueExact();
            case DOUBLE -> finite(Double.parseDouble(number(text).toString()));
            case URI -> uri(text);
            case PATH -> path(text);
            case DURATION -> duration(text);
            case SIZE -> size(text);
        };
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    /**
     * Reads a number exactly.
     *
     * @throws IllegalArgumentException if it is not written as in JSON, or longer or larger than any number that means
     *     something here
     */
    static BigDecimal number(String text) {
        if (text.length() > LONGEST_NUMBER
                || !JsonLikeResolver.DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("no number");
        }
        return new BigDecimal(text);
    }

    private static Double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("too large");
        }
        return value;
    }

    private static URI uri(String text) {
        URI uri = URI.create(text);
        if (!uri.isAbsolute()) {
            throw new IllegalArgumentException("not absolute");
        }
        return uri;
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("blank");
        }
        return Path.of(text);
    }

    private static Duration duration(String text) {
        Matcher matcher = DURATION_PARTS.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no duration");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static ByteSize size(String text) {
        if (!SIZE_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("no size");
        }
        return ByteSize.parse(text);
    }
}
