package ai.massgen.core.event;

import java.time.Instant;
import java.util.Objects;

/**
 * An event with its place in the stream. Immutable.
 *
 * @param seq the number of the event in its run: journalled events are numbered from 1 without gaps, and a piece of
 *     text carries the number of the journalled event before it
 * @param at when it was published
 * @param run the id of the run
 * @param event what happened
 */
public record EventRecord(long seq, Instant at, String run, SessionEvent event) {
    /** Checks for null. */
    public EventRecord {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(event, "event");
    }
}
