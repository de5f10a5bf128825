package ai.massgen.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What differs between a configuration in the old form and the new form. Not thread-safe. */
final class OldNotes {
    private final List<Problem> differences = new ArrayList<>();
    private final List<Problem> losses = new ArrayList<>();

    /** A key that has another name now, and the same meaning. */
    void moved(Spot spot, String newKey) {
        differences.add(problem(spot, "is a key of the old form", "write " + newKey));
    }

    /** A key that has no counterpart, or needs a look. */
    void lost(Spot spot, String why, String what) {
        Problem problem = problem(spot, why, what);
        differences.add(problem);
        losses.add(problem);
    }

    private static Problem problem(Spot spot, String message, String suggestion) {
        Place place = spot.owner();
        return new Problem(
                place.source(),
                place.line(),
                place.column(),
                spot.path().toString(),
                message,
                Optional.of(suggestion).filter(text -> !text.isEmpty()));
    }

    /** Everything that differs, in the order of the file. */
    List<Problem> differences() {
        return differences.stream().sorted(Problems.ORDER).toList();
    }

    /** What was not converted, or needs a look, in the order of the file. */
    List<Problem> losses() {
        return losses.stream().sorted(Problems.ORDER).toList();
    }
}
