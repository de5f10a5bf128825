package ai.massgen.cli.view;

import ai.massgen.core.event.TrustEvent;
import java.util.ArrayList;
import java.util.List;

/** What is said about tools that are trusted for the first time, or are not what was trusted. */
final class PinLines {
    private static final int LONGEST_PATH = 400;

    private PinLines() {}

    static List<Paragraph> of(TrustEvent.ToolsPinned pinned) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "tool server " + Shown.name(pinned.server()) + " is new: its "
                        + Words.count(pinned.tools().size(), "tool") + " and what it runs were recorded in "
                        + Shown.line(pinned.file(), LONGEST_PATH)));
    }

    static List<Paragraph> of(TrustEvent.ToolSuspicious suspicious) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "tool " + Shown.name(suspicious.tool()) + " of " + Shown.name(suspicious.server())
                        + " is suspicious: " + Shown.name(suspicious.kind()) + " in "
                        + Shown.line(suspicious.where(), LONGEST_PATH) + ": "
                        + Shown.line(suspicious.excerpt(), LONGEST_PATH)));
    }

    static List<Paragraph> of(TrustEvent.ToolDefinitionChanged changed) {
        String tool = "tool " + Shown.name(changed.tool()) + " of " + Shown.name(changed.server());
        if (changed.kind().equals("new")) {
            return List.of(Paragraph.of(
                    Ink.WARNING, tool + " is new since the server was pinned, and not offered" + approve(changed)));
        }
        String what = changed.kind().equals("missing")
                ? tool + " was pinned and is MISSING"
                : tool + " has CHANGED since it was pinned, and is not called";
        List<Paragraph> lines = new ArrayList<>(List.of(Paragraph.of(Ink.FAILURE, what + approve(changed))));
        if (changed.kind().equals("changed")) {
            lines.add(Paragraph.detail(Ink.FAILURE, Shown.all(changed.diff())));
        }
        return lines;
    }

    private static String approve(TrustEvent.ToolDefinitionChanged changed) {
        return "; if that is meant: massgen tools approve " + Shown.name(changed.server());
    }
}
