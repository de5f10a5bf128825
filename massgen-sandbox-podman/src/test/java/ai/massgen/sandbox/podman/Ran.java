package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import java.util.List;

/** A container that has run to its end: what it said and what was known about it. */
record Ran(String out, String err, ExitStatus exit, List<Evidence> evidence) {
    /** The statuses of a control from one source, in order. */
    List<Evidence.Status> statuses(Control control, Evidence.Source source) {
        return statuses(evidence, control, source);
    }

    static List<Evidence.Status> statuses(List<Evidence> evidence, Control control, Evidence.Source source) {
        return evidence.stream()
                .filter(entry -> entry.control() == control && entry.source() == source)
                .map(Evidence::status)
                .toList();
    }
}
