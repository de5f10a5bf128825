package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * One agent's part of a state. Immutable.
 *
 * @param standing what it is at
 * @param turns how many turns it has been given
 * @param seen the revision of the board it was last told of, 0 if it has never been shown the board
 * @param failures how many of its turns have failed
 */
public record Seat(Standing standing, int turns, int seen, int failures) {
    static final Seat NEW = new Seat(new Standing.Waiting(), 0, 0, 0);

    /** Checks that nothing is null. */
    public Seat {
        Objects.requireNonNull(standing, "standing");
    }

    /**
     * Whether the agent still takes part.
     *
     * @return false once it has withdrawn
     */
    public boolean active() {
        return !(standing instanceof Standing.Withdrawn);
    }

    Seat at(Standing next) {
        return new Seat(next, turns, seen, failures);
    }

    Seat told(int revision) {
        return new Seat(standing, turns, revision, failures);
    }

    Seat nextTurn(int revision) {
        return new Seat(new Standing.Working(turns + 1, seen, 0), turns + 1, revision, failures);
    }

    /** Bad submissions in the turn under way. */
    int rejected() {
        return standing instanceof Standing.Working working ? working.rejected() : 0;
    }

    Seat rejectedOnce() {
        return at(new Standing.Working(turns, seenBefore(), rejected() + 1));
    }

    Seat failedOnce() {
        return new Seat(new Standing.Waiting(), turns, seenBefore(), failures + 1);
    }

    private int seenBefore() {
        return standing instanceof Standing.Working working ? working.seenBefore() : seen;
    }
}
