package ai.massgen.cli.view;

import ai.massgen.core.event.EgressEvent;
import java.util.List;

/** What is said about connections of tool servers to the outside. */
final class EgressLines {
    private static final int LONGEST = 160;

    private EgressLines() {}

    static List<Paragraph> of(EgressEvent.EgressConnected connected) {
        return List.of(Paragraph.of(
                Ink.FAINT,
                "tool server " + Shown.name(connected.server()) + " is connected with "
                        + Shown.line(connected.target(), LONGEST) + " (" + Shown.name(connected.address()) + ")"));
    }

    static List<Paragraph> of(EgressEvent.EgressRefused refused) {
        String target = refused.target().isEmpty() ? "a connection" : Shown.line(refused.target(), LONGEST);
        return List.of(Paragraph.of(
                Ink.WARNING,
                "tool server " + Shown.name(refused.server()) + " was REFUSED " + target + ": "
                        + Shown.line(refused.reason(), LONGEST)));
    }

    static List<Paragraph> of(EgressEvent.EgressUntold untold) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "tool server " + Shown.name(untold.server()) + " asks for very many connections: " + untold.connected()
                        + " more were made and " + untold.refused() + " refused"));
    }
}
