package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * One agent's part of a state. Immutable.
 *
 * @param standing what it is at
 * @param turns how many turns it has been given
 * @param told what it was last told of
 * @param failures how many of its turns have failed
 */
public record Seat(Standing standing, int turns, Told told, int failures) {
    static final Seat NEW = new Seat(new Standing.Waiting(), 0, Told.NOTHING, 0);

    /** Checks that nothing is null. */
    public Seat {
        Objects.requireNonNull(standing, "standing");
        Objects.requireNonNull(told, "told");
    }

    /**
     * Whether the agent still takes part.
     *
     * @return false once it has withdrawn
     */
    public boolean active() {
        return !(standing instanceof Standing.Withdrawn);
    }

    /**
     * The revision of the board that it was last told of.
     *
     * @return the revision, 0 if it has never been shown the board
     */
    public int seen() {
        return told.revision();
    }

    Seat at(Standing next) {
        return new Seat(next, turns, told, failures);
    }

    Seat told(int revision) {
        return new Seat(standing, turns, new Told(revision, told.restarts()), failures);
    }

    Seat nextTurn(Told next, Choice choice) {
        return new Seat(new Standing.Working(turns + 1, told, 0, choice), turns + 1, next, failures);
    }

    /** Bad submissions in the turn under way. */
    int rejected() {
        return standing instanceof Standing.Working working ? working.rejected() : 0;
    }

    Seat rejectedOnce() {
        return standing instanceof Standing.Working working ? at(working.rejectedOnce()) : this;
    }

    Seat failedOnce() {
        Told before = standing instanceof Standing.Working working ? working.before() : told;
        return new Seat(new Standing.Waiting(), turns, before, failures + 1);
    }
}
