package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * Something that has happened to a run. Steps are taken on inputs and on nothing else, so the inputs of a run, in order,
 * are its history. An input that is late, doubled or about a turn that is not under way changes nothing. Immutable.
 */
public sealed interface Input {
    /** The run begins. */
    record Begin() implements Input {}

    /** Something about a turn of coordination. */
    sealed interface OfTurn extends Input {
        /**
         * Whose turn it is.
         *
         * @return the agent
         */
        Alias agent();

        /**
         * Which turn it is.
         *
         * @return the number of the turn among the agent's turns
         */
        int turn();
    }

    /** Something about the presentation. */
    sealed interface OfPresentation extends Input {
        /**
         * Who presents.
         *
         * @return the agent
         */
        Alias agent();
    }

    /** Something about the judgement of the presentation. */
    sealed interface OfJudgement extends Input {
        /**
         * Who judges.
         *
         * @return the agent
         */
        Alias agent();
    }

    /** The run has to come to its end. */
    sealed interface OfTime extends Input {}

    /**
     * An agent hands something in. Answered by one {@link Effect.Continue} if the turn is under way, unless the run ends.
     *
     * @param agent the agent
     * @param turn the number of its turn
     * @param seenRevision the revision it was last told of, in a brief or a verdict; 0 in a turn for the first answer
     * @param submission what it hands in
     */
    record Submitted(Alias agent, int turn, int seenRevision, Submission submission) implements OfTurn {
        /** Checks that nothing is null. */
        public Submitted {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(submission, "submission");
        }
    }

    /**
     * The backend of an agent has failed for good, after all retries of the call. The turn is over and leaves no trace in
     * the agent's conversation: whatever it was told in this turn it will be told again.
     *
     * @param agent the agent
     * @param turn the number of its turn
     * @param code the error id
     * @param reason what happened, in one sentence, without secrets
     * @param fatal whether trying again is hopeless
     */
    record TurnFailed(Alias agent, int turn, String code, String reason, boolean fatal) implements OfTurn {
        /** Checks that nothing is null. */
        public TurnFailed {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * A model has ended its reply without handing anything in. Answered like a {@link Submitted}.
     *
     * @param agent the agent
     * @param turn the number of its turn
     */
    record TurnEnded(Alias agent, int turn) implements OfTurn {
        /** Checks that nothing is null. */
        public TurnEnded {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * The run should come to its end: agents are told, no further answers are asked for, and nobody waits for slow agents.
     *
     * @param why why, as it ends a sentence
     */
    record WrapUp(String why) implements OfTime {
        /** Checks that nothing is null. */
        public WrapUp {
            Objects.requireNonNull(why, "why");
        }
    }

    /** The time for coordination is up; what is left is the reserve for the presentation. */
    record DeadlineReached() implements OfTime {}

    /**
     * Coordination has to end now, with the votes that count; the winner may still present.
     *
     * @param why why, as it ends a sentence
     */
    record DecideNow(String why) implements OfTime {
        /** Checks that nothing is null. */
        public DecideNow {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The winner has presented.
     *
     * @param agent the winner
     * @param text the final answer
     */
    record Presented(Alias agent, String text) implements OfPresentation {
        /** Checks that nothing is null. */
        public Presented {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * The winner could not present, or not in time.
     *
     * @param agent the winner
     * @param reason what happened, in one sentence, without secrets
     */
    record PresentationFailed(Alias agent, String reason) implements OfPresentation {
        /** Checks that nothing is null. */
        public PresentationFailed {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An agent has judged what was presented.
     *
     * @param agent the judge
     * @param judgement what it says
     */
    record Judged(Alias agent, Judgement judgement) implements OfJudgement {
        /** Checks that nothing is null. */
        public Judged {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(judgement, "judgement");
        }
    }

    /**
     * There will be no judgement.
     *
     * @param agent the judge
     * @param reason what happened, in one sentence, without secrets
     */
    record JudgementFailed(Alias agent, String reason) implements OfJudgement {
        /** Checks that nothing is null. */
        public JudgementFailed {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The user wants no more of it. */
    record CancelRequested() implements Input {}
}
