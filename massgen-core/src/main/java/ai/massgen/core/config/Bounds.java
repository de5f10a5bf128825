package ai.massgen.core.config;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the annotations of a component demand of its value; all parts in YAML notation. */
record Bounds(Optional<String> min, Optional<String> max, List<String> oneOf, Optional<Form> form) {
    static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    /** The bounds on the number of elements or entries. */
    Bounds size() {
        return new Bounds(min, max, List.of(), Optional.empty());
    }

    /** The bounds on one element. */
    Bounds element() {
        return new Bounds(Optional.empty(), Optional.empty(), oneOf, form);
    }

    /** The form of a map's keys. */
    Bounds keys() {
        return new Bounds(Optional.empty(), Optional.empty(), List.of(), form);
    }

    /** The values of one map entry. */
    Bounds values() {
        return new Bounds(Optional.empty(), Optional.empty(), oneOf, Optional.empty());
    }

    /** The least size, for lists and maps. */
    int least() {
        return min.map(Bounds::whole).orElse(0);
    }

    /** The greatest size, for lists and maps. */
    int most() {
        return max.map(Bounds::whole).orElse(Integer.MAX_VALUE);
    }

    private static int whole(String text) {
        return new BigDecimal(text).intValueExact();
    }

    /** The allowed range in words. */
    String range() {
        if (min.isPresent() && max.isPresent()) {
            return min.equals(max) ? min.get() : min.get() + " to " + max.get();
        }
        return min.map(text -> "at least " + text)
                .or(() -> max.map(text -> "at most " + text))
                .orElse("anything");
    }
}
