package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpReply;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What comes on one stream of events, over one connection after the other: where it stands, and how often it was picked up
 * again without anything new. Used by one thread.
 */
final class HttpFeed {
    private static final int MOST_ATTEMPTS = 5;
    private static final int LAST_WORDS = 1_000;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final Transport.Receiver receiver;
    private final int limit;
    private Optional<String> lastId = Optional.empty();
    private Optional<Duration> retry = Optional.empty();
    private int attempts;
    private int pickups;

    HttpFeed(Transport.Receiver receiver, int limit) {
        this.receiver = receiver;
        this.limit = limit;
    }

    Optional<String> lastId() {
        return lastId;
    }

    /**
     * Hands on what comes, until the stream ends.
     *
     * @param reply a reply with events
     * @param enough whether nothing more is awaited; then the server has a moment to end the stream by itself
     * @throws IOException if the connection is lost
     */
    void read(HttpReply reply, BooleanSupplier enough) throws IOException {
        EventStream events = new EventStream(reply.body(), limit);
        try {
            for (EventStream.Next next = events.next(); !(next instanceof EventStream.End); next = events.next()) {
                note(events);
                attempts = 0;
                switch (next) {
                    case EventStream.Event event -> receiver.receive(event.data());
                    case EventStream.TooLong event -> receiver.oversized(event.head());
                    case EventStream.End end -> throw new IllegalStateException("the loop ends before it");
                }
                if (enough.getAsBoolean()) {
                    reply.patience(LAST_WORDS);
                }
            }
        } finally {
            note(events);
        }
    }

    private void note(EventStream events) {
        lastId = events.lastId().or(() -> lastId);
        retry = events.retry().or(() -> retry);
    }

    /** How long to wait before the stream is picked up again; empty if that was tried often enough. */
    Optional<Duration> pause() {
        attempts++;
        pickups++;
        if (attempts > MOST_ATTEMPTS) {
            return Optional.empty();
        }
        Duration pause = retry.orElse(FIRST_PAUSE.multipliedBy(1L << (attempts - 1)));
        if (pickups > MOST_ATTEMPTS && pause.compareTo(FIRST_PAUSE) < 0) {
            return Optional.of(FIRST_PAUSE); // who breaks off again and again is not asked all the time
        }
        return Optional.of(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
    }
}
