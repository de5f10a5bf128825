package ai.massgen.cli.view;

import ai.massgen.api.sandbox.Evidence;
import java.util.List;
import java.util.stream.Collectors;

/** What is known about the walls around a tool server, in a line. */
final class EvidenceSummary {
    private EvidenceSummary() {}

    static Paragraph of(List<Evidence> evidence) {
        if (evidence.isEmpty()) {
            return Paragraph.detail(Ink.WARNING, "not isolated: no control is known to be in force");
        }
        List<Evidence> enforced = with(Evidence.Status.ENFORCED, evidence);
        String summary = enforced.size() + " of " + Words.count(evidence.size(), "control") + " enforced ("
                + count(Evidence.Source.OBSERVED, enforced) + " observed" + inside(enforced) + ")"
                + list("NOT ENFORCED", Evidence.Status.NOT_ENFORCED, evidence)
                + list("bounded by memory", Evidence.Status.BOUNDED_BY_MEMORY, evidence)
                + list("not available", Evidence.Status.NOT_AVAILABLE, evidence);
        boolean open = !with(Evidence.Status.NOT_ENFORCED, evidence).isEmpty();
        return Paragraph.detail(open ? Ink.FAILURE : Ink.PLAIN, summary);
    }

    private static long count(Evidence.Source source, List<Evidence> evidence) {
        return evidence.stream().filter(each -> each.source() == source).count();
    }

    private static String inside(List<Evidence> evidence) {
        long told = count(Evidence.Source.INSIDE, evidence);
        return told == 0 ? "" : ", " + told + " told from inside";
    }

    private static String list(String title, Evidence.Status status, List<Evidence> evidence) {
        List<Evidence> found = with(status, evidence);
        return found.isEmpty()
                ? ""
                : found.stream()
                        .map(each -> each.control().label())
                        .collect(Collectors.joining(", ", "; " + title + ": ", ""));
    }

    private static List<Evidence> with(Evidence.Status status, List<Evidence> evidence) {
        return evidence.stream().filter(each -> each.status() == status).toList();
    }
}
