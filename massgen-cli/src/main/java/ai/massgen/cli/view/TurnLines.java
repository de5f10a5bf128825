package ai.massgen.cli.view;

import ai.massgen.api.backend.StopReason;
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import java.util.List;

/** What is said about the turns of agents and the calls of their models. */
final class TurnLines {
    private TurnLines() {}

    /** That an agent presents or judges has been said already. */
    static List<Paragraph> of(SessionEvent.TurnStarted started) {
        return started.task().equals("presentation") || started.task().equals("judgement")
                ? List.of()
                : List.of(Paragraph.of(Ink.FAINT, "turn " + started.turn() + ", " + task(started.task())));
    }

    private static String task(String task) {
        return switch (task) {
            case "first-answer" -> "writes a first answer";
            case "evaluate" -> "reads the answers, improves or votes";
            case "update" -> "reads newer answers, improves or votes";
            case "retry" -> "goes to work again, improves or votes";
            default -> Shown.name(task);
        };
    }

    /** A first attempt needs no words: what the model says follows. */
    static List<Paragraph> of(SessionEvent.ModelCallStarted started) {
        return started.attempt() == 1
                ? List.of()
                : List.of(Paragraph.of(Ink.FAINT, "model call " + started.call() + ", attempt " + started.attempt()));
    }

    static List<Paragraph> of(SessionEvent.ModelCallFinished finished) {
        return finished.reply().stopReason() == StopReason.MAX_TOKENS
                ? List.of(Paragraph.of(Ink.WARNING, "the reply was cut: the limit on output tokens is reached"))
                : List.of();
    }

    static List<Paragraph> of(SessionEvent.ModelCallFailed failed) {
        String next = failed.retryIn()
                .map(wait -> "tries again in " + Words.time(wait))
                .orElse("does not try again");
        return List.of(
                Paragraph.of(
                        failed.retryIn().isPresent() ? Ink.WARNING : Ink.FAILURE,
                        "model call " + failed.call() + " FAILED in attempt " + failed.attempt() + " ("
                                + Shown.name(failed.code()) + "): " + failed.message()),
                Paragraph.detail(Ink.PLAIN, next));
    }

    static List<Paragraph> of(SessionEvent.SubmissionRejected rejected) {
        return List.of(
                Paragraph.of(Ink.WARNING, "rejected: " + rejected.reason()),
                Paragraph.detail(
                        Ink.FAINT,
                        rejected.left() == 0
                                ? "no tries left"
                                : Words.count(rejected.left(), "try", "tries") + " left"));
    }

    static List<Paragraph> of(SessionEvent.TurnSuperseded superseded) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "superseded: is told of " + Shown.line(String.join(", ", superseded.news()), 300) + ", new since turn "
                        + superseded.turn() + " began"));
    }

    static List<Paragraph> of(SessionEvent.AgentWithdrawn withdrawn) {
        return List.of(Paragraph.of(Ink.FAILURE, "WITHDRAWS: " + withdrawn.reason()));
    }

    static List<Paragraph> of(CourseEvent.TurnHurried hurried) {
        boolean budget = hurried.reason().equals(CourseEvent.TurnHurried.BUDGET);
        return List.of(Paragraph.of(
                Ink.FAINT, budget ? "is told that the budget is nearly spent" : "is told that time is nearly up"));
    }

    static List<Paragraph> of(CourseEvent.ContextTrimmed trimmed) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "its context is full: " + Words.count(trimmed.messages(), "old message") + " (about "
                        + Words.count(trimmed.tokens(), "token") + ") left out"));
    }
}
