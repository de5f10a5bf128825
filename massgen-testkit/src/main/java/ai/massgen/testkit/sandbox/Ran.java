package ai.massgen.testkit.sandbox;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import java.util.List;

/**
 * A container that has run to its end: what it said and what was known about it. Immutable.
 *
 * @param out its output
 * @param err its standard error
 * @param exit how it ended
 * @param evidence what was known of it while it ran
 */
public record Ran(String out, String err, ExitStatus exit, List<Evidence> evidence) {
    /** Copies the list. */
    public Ran {
        evidence = List.copyOf(evidence);
    }

    /**
     * The statuses of a control from one source, in order.
     *
     * @param control the control
     * @param source who says it
     * @return the statuses
     */
    public List<Evidence.Status> statuses(Control control, Evidence.Source source) {
        return statuses(evidence, control, source);
    }

    /**
     * The same of any evidence.
     *
     * @param evidence all that is known
     * @param control the control
     * @param source who says it
     * @return the statuses
     */
    public static List<Evidence.Status> statuses(List<Evidence> evidence, Control control, Evidence.Source source) {
        return evidence.stream()
                .filter(entry -> entry.control() == control && entry.source() == source)
                .map(Evidence::status)
                .toList();
    }
}
