package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * A vote for the latest answer of an agent. Immutable.
 *
 * @param voter who votes
 * @param target whose answer it is for; may be the voter's own
 * @param reason why, in the voter's words: untrusted for everybody else
 * @param revision the revision of the board that the voter saw
 */
public record Vote(Alias voter, Alias target, String reason, int revision) {
    /**
     * Checks the revision.
     *
     * @throws IllegalArgumentException if it is below 1: there is nothing to vote for on an empty board
     */
    public Vote {
        Objects.requireNonNull(voter, "voter");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(reason, "reason");
        if (revision < 1) {
            throw new IllegalArgumentException("a voter cannot have voted on revision " + revision);
        }
    }
}
