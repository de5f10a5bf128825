package ai.massgen.core.tool;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps a server that keeps failing from being started again and again. After some failures without a success in between
 * nothing is started for a while; then one start is tried, and if that fails too, the next pause is twice as long. Not
 * thread-safe: its owner's lock guards it.
 */
final class CircuitBreaker {
    static final int FAILURES = 3;
    static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final LongSupplier nanoTime;
    private State state = new Closed(0);

    CircuitBreaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private sealed interface State {}

    /** Starts are allowed. */
    private record Closed(int failures) implements State {}

    /** Nothing is started. */
    private record Open(long until, Duration pause) implements State {}

    /** One start is being tried; the last pause was so long. */
    private record HalfOpen(Duration pause) implements State {}

    /** Whether a start is allowed. Asked only when nothing runs, so half open means that a trial came to nothing. */
    boolean allows() {
        return switch (state) {
            case Closed closed -> true;
            case HalfOpen trial -> true;
            case Open open -> {
                boolean over = open.until() - nanoTime.getAsLong() <= 0;
                if (over) {
                    state = new HalfOpen(open.pause());
                }
                yield over;
            }
        };
    }

    /** How long nothing will be started. */
    Duration left() {
        return state instanceof Open open
                ? Duration.ofNanos(Math.max(0, open.until() - nanoTime.getAsLong()))
                : Duration.ZERO;
    }

    void succeeded() {
        state = new Closed(0);
    }

    void failed() {
        state = switch (state) {
            case Closed closed ->
                closed.failures() + 1 < FAILURES ? new Closed(closed.failures() + 1) : open(FIRST_PAUSE);
            case HalfOpen trial -> open(longer(trial.pause()));
            case Open open -> open;
        };
    }

    private Open open(Duration pause) {
        return new Open(nanoTime.getAsLong() + pause.toNanos(), pause);
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
