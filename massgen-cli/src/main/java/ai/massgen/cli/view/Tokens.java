package ai.massgen.cli.view;

import ai.massgen.api.Usage;
import ai.massgen.core.event.CallEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.Spent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts the calls whose provider told what they consumed, so that unknown is never shown as nothing. */
final class Tokens {
    private int told;
    private Optional<CallEvent.RunTotals> totals = Optional.empty();

    void add(SessionEvent.ModelCallFinished finished) {
        if (finished.reply().usage().isPresent()) {
            told++;
        }
    }

    void total(CallEvent.RunTotals spent) {
        totals = Optional.of(spent);
    }

    /** What each agent has spent, if there are several and something is known of it. */
    List<Paragraph> ofAgents(Roster roster) {
        Map<String, Spent> agents = totals.map(CallEvent.RunTotals::agents).orElse(Map.of());
        if (told == 0 || agents.size() < 2) {
            return List.of();
        }
        Map<String, Spent> sorted = new TreeMap<>(roster.order());
        sorted.putAll(agents);
        return sorted.entrySet().stream()
                .map(each -> Paragraph.of(
                        Ink.FAINT,
                        roster.name(each.getKey()) + ": "
                                + Words.count(each.getValue().calls(), "model call") + ", "
                                + words(each.getValue().usage()) + ", " + Money.of(each.getValue())))
                .toList();
    }

    private static String words(Usage usage) {
        return Words.number(usage.inputTokens()) + " tokens in, " + Words.number(usage.outputTokens()) + " out";
    }

    /** Tokens and cost of the run in words. */
    String of(SessionEvent.RunFinished finished) {
        return tokens(finished)
                + totals.map(spent -> ", " + Money.of(spent.total())).orElse("");
    }

    private String tokens(SessionEvent.RunFinished finished) {
        if (told == 0) {
            return "tokens unknown";
        }
        String known = words(finished.usage());
        int silent = finished.calls() - told;
        return silent <= 0
                ? known
                : known + " (unknown for " + silent + " of " + Words.count(finished.calls(), "call") + ")";
    }
}
