package ai.massgen.toolkit.http;

import ai.massgen.api.backend.ModelRequest.Timeouts;
import java.time.Duration;

/** How much longer an exchange may take: until the first byte, between two pieces, and in all. Not thread-safe. */
final class Patience {
    private final Timeouts timeouts;
    private final long start = System.nanoTime();
    private boolean started;
    private Duration idle;

    Patience(Timeouts timeouts) {
        this.timeouts = timeouts;
        this.idle = timeouts.idle();
    }

    /** Notes that a piece of the body has arrived. */
    void pieceArrived() {
        started = true;
    }

    /** Shortens the wait for each further piece. */
    void shorten(Duration limit) {
        started = true;
        if (limit.compareTo(idle) < 0) {
            idle = limit;
        }
    }

    /**
     * The time to wait for the next piece, zero or less if none is left. Silence counts from the moment somebody waits:
     * a reader that was busy with the last piece has not heard silence.
     */
    long nanosLeft() {
        return Math.min(left(timeouts.total()), started ? nanos(idle) : left(timeouts.firstToken()));
    }

    /** Says which limit ended the wait. */
    String verdict() {
        if (left(timeouts.total()) <= 0) {
            return "did not finish its reply within " + text(timeouts.total());
        }
        return started
                ? "fell silent for " + text(idle) + " in the middle of its reply"
                : "sent no byte of a reply within " + text(timeouts.firstToken());
    }

    private long left(Duration limit) {
        return nanos(limit) - (System.nanoTime() - start);
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : duration.toNanos();
    }

    static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
