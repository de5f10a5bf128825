package ai.massgen.core.protocol;

/**
 * What an agent has been told of. Immutable.
 *
 * @param revision the revision of the board, 0 if it has never been shown the board
 * @param restarts how many of the run's restarts
 */
public record Told(int revision, int restarts) {
    static final Told NOTHING = new Told(0, 0);
}
