package ai.massgen.cli.view;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import java.util.List;

/** What stands at the beginning and at the end of a run. */
final class RunLines {
    private static final int QUESTION = 2_000;
    private static final int QUESTION_LINES = 20;
    private static final int SERVERS = 400;

    private RunLines() {}

    /** The question and who answers it. */
    static void begin(SessionEvent.RunStarted started, Roster roster, Page page) {
        page.plain(List.of(
                Paragraph.of(Ink.FAINT, "question"),
                Paragraph.detail(Ink.STRONG, Shown.beginning(started.question(), QUESTION_LINES, QUESTION)),
                Paragraph.of(Ink.FAINT, "agents")));
        for (Speaker speaker : roster.speakers()) {
            page.plain(List.of(Paragraph.detail(speaker.ink(), speaker.name() + ", " + speaker.model())));
        }
        if (!started.servers().isEmpty()) {
            page.plain(List.of(
                    Paragraph.of(Ink.FAINT, "tool servers"),
                    Paragraph.detail(Ink.PLAIN, Shown.line(String.join(", ", started.servers()), SERVERS))));
        }
        page.gap();
    }

    static List<Paragraph> of(CourseEvent.RunResumed resumed) {
        return List.of(
                Paragraph.of(Ink.STRONG, "the run goes on after " + Words.count(resumed.events(), "recorded event")));
    }

    static List<Paragraph> of(CourseEvent.WrapUpStarted started) {
        return List.of(
                Paragraph.of(Ink.WARNING, "wrapping up: " + started.reason().strip()));
    }

    /** The final answer, set apart, and one line about the run. */
    static void end(SessionEvent.RunFinished finished, String run, Roster roster, Tokens tokens, Page page) {
        finished.answer().ifPresent(answer -> {
            page.title(Ink.STRONG, title(finished, roster));
            page.verbatim(answer);
        });
        boolean decided = finished.outcome().equals("decided");
        page.rule(decided ? Ink.STRONG : Ink.FAILURE);
        finished.reason()
                .filter(reason -> !reason.equals(finished.outcome()))
                .ifPresent(reason -> page.plain(List.of(Paragraph.of(Ink.FAILURE, reason.strip()))));
        page.plain(tokens.ofAgents(roster));
        page.plain(List.of(Paragraph.of(
                decided ? Ink.STRONG : Ink.FAILURE,
                outcome(finished.outcome()) + " in " + Words.time(finished.elapsed()) + ": "
                        + Words.count(finished.calls(), "model call") + ", " + tokens.of(finished) + ", run "
                        + Shown.name(run))));
    }

    private static String title(SessionEvent.RunFinished finished, Roster roster) {
        return finished.winner()
                .map(winner -> "answer of " + roster.name(winner))
                .orElse("the answer that was ahead");
    }

    private static String outcome(String outcome) {
        return switch (outcome) {
            case "no-answer" -> "NO ANSWER";
            case "cancelled" -> "CANCELLED";
            case "failed" -> "FAILED";
            default -> Shown.name(outcome);
        };
    }
}
