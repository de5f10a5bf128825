package ai.massgen.core.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects problems. Not thread-safe. */
final class Problems {
    /** The order of the file. */
    static final Comparator<Problem> ORDER =
            Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column);

    private final List<Problem> found = new ArrayList<>();

    void add(Place place, ConfigPath path, String message, @Nullable String suggestion) {
        found.add(new Problem(
                place.source(),
                place.line(),
                place.column(),
                path.toString(),
                message,
                Optional.ofNullable(suggestion)));
    }

    void add(Place place, ConfigPath path, String message) {
        add(place, path, message, null);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** The problems in the order of the file. */
    List<Problem> sorted() {
        return found.stream().distinct().sorted(ORDER).toList();
    }

    /** Throws if there is a problem. */
    void raise() {
        if (!isEmpty()) {
            throw new ConfigException(sorted());
        }
    }
}
