package ai.massgen.cli.view;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said about answers, votes and the decision. */
final class BoardLines {
    private BoardLines() {}

    static List<Paragraph> of(SessionEvent.AnswerAccepted accepted) {
        return List.of(
                Paragraph.of(Ink.STRONG, "answer " + Shown.name(accepted.label())),
                Paragraph.detail(Ink.PLAIN, accepted.content().strip()));
    }

    static List<Paragraph> of(SessionEvent.VoteCast cast, Roster roster) {
        Paragraph vote = Paragraph.of(Ink.STRONG, "votes for " + whom(cast.agent(), cast.target(), roster));
        return cast.reason().isBlank()
                ? List.of(vote, Paragraph.detail(Ink.FAINT, "gives no reason"))
                : List.of(vote, Paragraph.detail(Ink.PLAIN, cast.reason().strip()));
    }

    static List<Paragraph> of(SessionEvent.VoteOutdated outdated, Roster roster) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "outdated: its vote for " + roster.name(outdated.target())
                        + " does not count, because a newer answer came that it had not seen"));
    }

    private static String whom(String voter, String target, Roster roster) {
        return voter.equals(target) ? roster.name(target) + ", itself" : roster.name(target);
    }

    static List<Paragraph> of(SessionEvent.DecisionMade decision, Roster roster) {
        return List.of(
                Paragraph.of(
                        Ink.STRONG,
                        "decision: " + roster.name(decision.winner()) + " wins ("
                                + decision.reason().strip() + ")"),
                Paragraph.detail(Ink.PLAIN, votes(decision.tally(), roster)));
    }

    private static String votes(Map<String, Integer> tally, Roster roster) {
        Map<String, Integer> sorted = new TreeMap<>(roster.order());
        sorted.putAll(tally);
        return sorted.isEmpty()
                ? "no votes were needed"
                : sorted.entrySet().stream()
                        .map(entry -> roster.name(entry.getKey()) + " " + entry.getValue())
                        .collect(Collectors.joining(", ", "votes: ", ""));
    }

    static List<Paragraph> presents() {
        return List.of(Paragraph.of(Ink.STRONG, "presents the answer"));
    }

    static List<Paragraph> of(SessionEvent.PresentationMissed missed) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "does not present its answer: " + missed.reason().strip() + "; the answer that was voted for stands"));
    }

    static List<Paragraph> of(CourseEvent.WorkspaceKept kept) {
        List<String> parts = new ArrayList<>();
        count(kept.added().size(), "new", parts);
        count(kept.changed().size(), "changed", parts);
        count(kept.removed().size(), "removed", parts);
        kept.note().ifPresent(parts::add);
        return parts.isEmpty()
                ? List.of()
                : List.of(Paragraph.of(Ink.FAINT, "workspace kept: " + String.join(", ", parts)));
    }

    private static void count(int files, String what, List<String> parts) {
        if (files > 0) {
            parts.add(Words.count(files, "file") + " " + what);
        }
    }

    static List<Paragraph> judges() {
        return List.of(Paragraph.of(Ink.STRONG, "judges what was presented"));
    }

    static List<Paragraph> of(CourseEvent.JudgementMissed missed) {
        return List.of(Paragraph.of(
                Ink.WARNING, "does not judge: " + missed.reason().strip() + "; what was presented stands"));
    }

    static List<Paragraph> of(CourseEvent.Restarted restarted, Roster roster) {
        return List.of(
                Paragraph.of(
                        Ink.WARNING,
                        "sends all back to work: what " + roster.name(restarted.presenter())
                                + " presented is not good enough"),
                Paragraph.detail(Ink.PLAIN, restarted.reason().strip()),
                Paragraph.detail(Ink.PLAIN, restarted.instructions().strip()));
    }
}
