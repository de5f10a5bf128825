package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what was seen on a running process. */
final class Findings {
    private final List<Evidence> evidence = new ArrayList<>();

    /** Adds nothing if nothing could be seen. */
    void compare(Control control, String asked, Optional<String> got) {
        got.ifPresent(value -> add(control, value.equals(asked), asked, value));
    }

    void add(Control control, boolean enforced, String asked, String got) {
        add(control, enforced ? Status.ENFORCED : Status.NOT_ENFORCED, asked, got);
    }

    void add(Control control, Status status, String asked, String got) {
        evidence.add(new Evidence(control, status, Source.OBSERVED, asked, got));
    }

    List<Evidence> all() {
        return List.copyOf(evidence);
    }
}
