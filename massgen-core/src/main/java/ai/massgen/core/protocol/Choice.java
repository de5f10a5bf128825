package ai.massgen.core.protocol;

/** What an agent that knows the board may do to end its turn. */
public enum Choice {
    /** Vote, or give a better answer. */
    VOTE_OR_ANSWER,
    /** Only vote: it has given all the answers it may give. */
    VOTE,
    /** Only vote: the run is coming to its end. */
    VOTE_NOW;

    /**
     * Whether an answer would be taken.
     *
     * @return whether it is not only a vote
     */
    public boolean mayAnswer() {
        return this == VOTE_OR_ANSWER;
    }
}
