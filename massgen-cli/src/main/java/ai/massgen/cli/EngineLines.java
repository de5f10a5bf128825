package ai.massgen.cli;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What an engine says about itself, as lines. */
final class EngineLines {
    private EngineLines() {}

    static List<String> of(EngineReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(report.engine() + " " + report.version() + ", API " + report.apiVersion() + ", " + report.endpoint());
        lines.add("runtimes: " + String.join(", ", report.runtimes())
                + (report.rootless() ? "; rootless" : "; not rootless"));
        for (Status status : Status.values()) {
            String controls = Arrays.stream(Control.values())
                    .filter(control -> status == report.controls().get(control))
                    .map(Control::label)
                    .collect(Collectors.joining(", "));
            if (!controls.isEmpty()) {
                lines.add(heading(status) + ": " + controls);
            }
        }
        report.advice().forEach(advice -> lines.add("advice: " + advice));
        return lines;
    }

    private static String heading(Status status) {
        return switch (status) {
            case ENFORCED -> "can enforce";
            case BOUNDED_BY_MEMORY -> "bounded by the memory limit only";
            case NOT_AVAILABLE -> "does not have";
            case NOT_ENFORCED -> "does not enforce";
        };
    }
}
