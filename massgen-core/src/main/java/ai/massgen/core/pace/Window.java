package ai.massgen.core.pace;

import ai.massgen.api.backend.RateLimits;
import java.time.Duration;

/**
 * What the provider said is left of its window of time. Replies do not come in the order of their calls, and what one
 * says does not know of calls that began later: those are taken off. Not thread-safe.
 */
final class Window {
    private static final long UNKNOWN = Long.MAX_VALUE;

    private final Calls underWay = new Calls();
    private long requests = UNKNOWN;
    private long tokens = UNKNOWN;
    private long endsAt;
    private long reportedBy = -1;

    /** How long until the window ends, if there is no room left in it. */
    long nanosUntilRoom(long wanted, long now) {
        if (now - endsAt >= 0) {
            requests = UNKNOWN;
            tokens = UNKNOWN;
        }
        return requests < 1 || tokens < wanted ? Math.max(0, endsAt - now) : 0;
    }

    void begin(long call, long expected) {
        underWay.begin(call, expected);
        requests = less(requests, 1);
        tokens = less(tokens, expected);
    }

    void end(long call) {
        underWay.end(call);
    }

    /**
     * Takes what a reply said.
     *
     * @param call the call
     * @param limits what its headers said; a window without an end says nothing, and neither do negative numbers
     * @param at when they came
     * @param longest the longest time that a window is believed to last
     */
    void report(long call, RateLimits limits, long at, Duration longest) {
        if (call < reportedBy || limits.resetAfter().isEmpty()) {
            return;
        }
        reportedBy = call;
        Calls.Sum later = underWay.after(call);
        requests = less(known(limits.remainingRequests().orElse(-1)), later.calls());
        tokens = less(known(limits.remainingTokens().orElse(-1)), later.tokens());
        endsAt = at + Math.min(limits.resetAfter().get().toNanos(), longest.toNanos());
    }

    private static long known(long left) {
        return left < 0 ? UNKNOWN : left;
    }

    private static long less(long left, long taken) {
        return left == UNKNOWN ? UNKNOWN : Math.max(0, left - taken);
    }
}
