package ai.massgen.core.protocol;

import java.util.Objects;

/** Something the engine has to do, in the order of the list. Immutable. */
public sealed interface Effect {
    /**
     * Start a turn: append the brief to the agent's conversation and ask its model. A turn of the agent that was cancelled
     * earlier in the list has to be out of the way first.
     *
     * @param agent the agent
     * @param turn the number of the turn among the agent's turns, from 1
     * @param brief what it is asked to do
     */
    record StartTurn(Alias agent, int turn, Brief brief) implements Effect {
        /** Checks that nothing is null. */
        public StartTurn {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(brief, "brief");
        }
    }

    /**
     * Tell an agent that waits what has become of what it handed in.
     *
     * @param agent the agent
     * @param turn the number of its turn
     * @param verdict the verdict
     */
    record Continue(Alias agent, int turn, Verdict verdict) implements Effect {
        /** Checks that nothing is null. */
        public Continue {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(verdict, "verdict");
        }
    }

    /**
     * Interrupt a turn that can no longer count. Only the unfinished call is dropped from the agent's conversation: the
     * brief and the calls that had finished stay, because a later brief tells only what is new.
     *
     * @param agent the agent
     * @param turn the number of its turn
     * @param why why, in one sentence
     */
    record CancelTurn(Alias agent, int turn, String why) implements Effect {
        /** Checks that nothing is null. */
        public CancelTurn {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Tell an agent at work that the run is coming to its end, before its model's next call.
     *
     * @param agent the agent
     * @param turn the number of its turn
     */
    record Hurry(Alias agent, int turn) implements Effect {
        /** Checks that nothing is null. */
        public Hurry {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * Let the winner present.
     *
     * @param winner the winner
     * @param brief a {@link Brief.Presentation}
     */
    record Present(Alias winner, Brief brief) implements Effect {
        /** Checks that nothing is null. */
        public Present {
            Objects.requireNonNull(winner, "winner");
            Objects.requireNonNull(brief, "brief");
        }
    }

    /**
     * Let another agent judge what was presented.
     *
     * @param judge the agent
     * @param brief a {@link Brief.Judge}
     */
    record Judge(Alias judge, Brief brief) implements Effect {
        /** Checks that nothing is null. */
        public Judge {
            Objects.requireNonNull(judge, "judge");
            Objects.requireNonNull(brief, "brief");
        }
    }

    /**
     * The run is over. Whatever still runs, a presentation or a judgement included, is interrupted. Always the last effect of a run.
     *
     * @param outcome how it ended
     */
    record Finish(Outcome outcome) implements Effect {
        /** Checks that nothing is null. */
        public Finish {
            Objects.requireNonNull(outcome, "outcome");
        }
    }
}
