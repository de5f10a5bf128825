package ai.massgen.core.pin;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * JSON in the one form of RFC 8785, so that equal values have equal bytes and thereby equal hashes. Two things that the RFC
 * refuses are written down exactly, because no difference may get lost: numbers beyond the range of a double, and halves
 * of surrogate pairs. Stateless.
 */
public final class CanonicalJson {
    private static final int LONGEST_INTEGER = 21;
    private static final int MOST_ZEROS = 6;

    private CanonicalJson() {}

    /**
     * Writes a value.
     *
     * @param value any JSON value, nested no deeper than the stack allows
     * @return its canonical form
     */
    public static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> object(value, out);
            case ARRAY -> array(value, out);
            case STRING -> quote(value.textValue(), CanonicalJson::isHalf, out);
            case NUMBER -> out.append(number(value.decimalValue()));
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            case BINARY, MISSING, POJO -> throw new IllegalArgumentException("no JSON value: " + value.getNodeType());
        }
    }

    private static void object(JsonNode value, StringBuilder out) {
        List<String> names = new ArrayList<>();
        value.fieldNames().forEachRemaining(names::add);
        Collections.sort(names); // by UTF-16 code units, as the RFC demands
        String separator = "{";
        for (String name : names) {
            out.append(separator);
            quote(name, CanonicalJson::isHalf, out);
            out.append(':');
            write(value.path(name), out);
            separator = ",";
        }
        out.append(names.isEmpty() ? "{}" : "}");
    }

    private static void array(JsonNode value, StringBuilder out) {
        String separator = "[";
        for (JsonNode element : value) {
            out.append(separator);
            write(element, out);
            separator = ",";
        }
        out.append(value.isEmpty() ? "[]" : "]");
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    /** Writes a text with its quotation marks. What the predicate names is escaped besides what must be. */
    static void quote(String text, IntPredicate escaped, StringBuilder out) {
        out.append('"');
        text.codePoints().forEach(point -> {
            switch (point) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\f' -> out.append("\\f");
                case '\r' -> out.append("\\r");
                default -> {
                    if (point < ' ' || escaped.test(point)) {
                        Character.toString(point)
                                .chars()
                                .forEach(unit ->
                                        out.append("\\u").append(HexFormat.of().toHexDigits((char) unit)));
                    } else {
                        out.appendCodePoint(point);
                    }
                }
            }
        });
        out.append('"');
    }

    /** As ECMAScript writes the nearest double. */
    private static String number(BigDecimal value) {
        double nearest = value.doubleValue();
        if (Double.isInfinite(nearest)) {
            return value.stripTrailingZeros().toString();
        }
        if (nearest == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(nearest));
        String digits = shortest.unscaledValue().toString();
        return (nearest < 0 ? "-" : "") + placed(digits, digits.length() - shortest.scale());
    }

    /** Java writes the fewest digits that identify a double, as ECMAScript does, but never fewer than two. */
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal one = digits.round(new MathContext(1));
        return one.doubleValue() == number ? one : digits;
    }

    /** Puts the decimal point behind the {@code point}th digit, or writes an exponent if it lies far away. */
    private static String placed(String digits, int point) {
        int count = digits.length();
        if (count <= point && point <= LONGEST_INTEGER) {
            return digits + "0".repeat(point - count);
        }
        if (0 < point && point <= LONGEST_INTEGER) {
            return digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-MOST_ZEROS < point && point <= 0) {
            return "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "e+" : "e-") + Math.abs(point - 1);
        return digits.charAt(0) + (count > 1 ? "." + digits.substring(1) : "") + exponent;
    }
}
