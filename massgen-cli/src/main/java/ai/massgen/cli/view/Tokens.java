package ai.massgen.cli.view;

import ai.massgen.api.Usage;
import ai.massgen.core.event.SessionEvent;

/** Counts the calls whose provider told what they consumed, so that unknown is never shown as nothing. */
final class Tokens {
    private int told;

    void add(SessionEvent.ModelCallFinished finished) {
        if (finished.reply().usage().isPresent()) {
            told++;
        }
    }

    /** Tokens of the run in words. */
    String of(SessionEvent.RunFinished finished) {
        if (told == 0) {
            return "tokens unknown";
        }
        Usage usage = finished.usage();
        String known = Words.number(usage.inputTokens()) + " tokens in, " + Words.number(usage.outputTokens()) + " out";
        int silent = finished.calls() - told;
        return silent <= 0
                ? known
                : known + " (unknown for " + silent + " of " + Words.count(finished.calls(), "call") + ")";
    }
}
