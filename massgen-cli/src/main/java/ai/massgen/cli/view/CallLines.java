package ai.massgen.cli.view;

import ai.massgen.core.event.CallEvent;
import java.util.List;

/** What is said about how models are asked and what that costs. */
final class CallLines {
    private CallLines() {}

    static List<Paragraph> of(CallEvent.ModelCallWaiting waiting) {
        String time = waiting.atLeast()
                .map(Words::time)
                .map(least -> " at least " + least)
                .orElse("");
        return List.of(Paragraph.of(
                Ink.FAINT, "model call " + waiting.call() + " waits" + time + ": " + reason(waiting.reason())));
    }

    private static String reason(String reason) {
        return switch (reason) {
            case "turn" -> "calls that share its key come first";
            case "provider" -> "the provider takes no more for a while";
            case "limits" -> "limits.pace allows no more in a minute";
            case "breaker" -> "the provider keeps failing and is left alone for a while";
            default -> Shown.name(reason);
        };
    }

    static List<Paragraph> of(CallEvent.ProviderToolStarted started) {
        return List.of(Paragraph.of(Ink.PLAIN, "its provider runs " + Shown.name(started.tool())));
    }

    static List<Paragraph> of(CallEvent.BreakerOpened opened) {
        return List.of(Paragraph.of(
                Ink.WARNING,
                "its provider keeps failing and is left alone for " + Words.time(opened.pause())
                        + (opened.refusing() ? "; calls fail at once meanwhile" : "; calls wait meanwhile")));
    }

    static List<Paragraph> closed() {
        return List.of(Paragraph.of(Ink.PLAIN, "its provider answers again"));
    }

    static Paragraph of(CallEvent.BudgetReached reached, Roster roster) {
        String whose =
                reached.agent().map(roster::name).map(name -> "of " + name).orElse("of the run");
        return Paragraph.of(
                reached.hard() ? Ink.FAILURE : Ink.WARNING,
                "budget: " + amount(reached, reached.spent().toPlainString()) + " of "
                        + amount(reached, reached.limit().toPlainString()) + unit(reached) + " " + whose
                        + (reached.hard()
                                ? " are spent; no further call is made"
                                : " are spent; agents are told to come to an end"));
    }

    private static String amount(CallEvent.BudgetReached reached, String number) {
        return reached.resource().equals("cost") ? "$" + number : number;
    }

    private static String unit(CallEvent.BudgetReached reached) {
        return switch (reached.resource()) {
            case "cost" -> "";
            case "time" -> " seconds";
            case "calls" -> " model calls";
            default -> " " + Shown.name(reached.resource());
        };
    }

    static Paragraph of(CallEvent.QuestionAttached attached) {
        return Paragraph.detail(
                Ink.PLAIN,
                "attached: " + Shown.name(attached.name()) + ", " + Shown.name(attached.mediaType()) + ", "
                        + Words.count(attached.bytes(), "byte"));
    }
}
