package ai.massgen.core.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Something that a step has made true, for those who watch a run. Immutable. */
public sealed interface Fact {
    /**
     * An answer is on the board.
     *
     * @param answer the answer
     */
    record AnswerAccepted(Answer answer) implements Fact {
        /** Checks that nothing is null. */
        public AnswerAccepted {
            Objects.requireNonNull(answer, "answer");
        }
    }

    /**
     * A vote is on the board and counts.
     *
     * @param vote the vote
     */
    record VoteCast(Vote vote) implements Fact {
        /** Checks that nothing is null. */
        public VoteCast {
            Objects.requireNonNull(vote, "vote");
        }
    }

    /**
     * A vote counts no longer, or never did, because of an answer that its voter had not seen.
     *
     * @param vote the vote
     */
    record VoteOutdated(Vote vote) implements Fact {
        /** Checks that nothing is null. */
        public VoteOutdated {
            Objects.requireNonNull(vote, "vote");
        }
    }

    /**
     * What an agent handed in does not count.
     *
     * @param agent the agent
     * @param reason why
     * @param left how many more tries it has in this turn; with 0 it withdraws
     */
    record SubmissionRejected(Alias agent, String reason, int left) implements Fact {
        /** Checks that nothing is null. */
        public SubmissionRejected {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An agent has been told of answers that came while it was at work.
     *
     * @param agent the agent
     * @param turn the number of its turn
     * @param news the labels of the answers, in the order of the roster
     */
    record TurnSuperseded(Alias agent, int turn, List<AnswerLabel> news) implements Fact {
        /** Copies the list. */
        public TurnSuperseded {
            Objects.requireNonNull(agent, "agent");
            news = List.copyOf(news);
        }
    }

    /**
     * An agent takes no further part. An answer it has given stays on the board.
     *
     * @param agent the agent
     * @param why why
     */
    record AgentWithdrawn(Alias agent, String why) implements Fact {
        /** Checks that nothing is null. */
        public AgentWithdrawn {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * There is a winner.
     *
     * @param winner the winner
     * @param tally the votes for each agent with an answer
     * @param why why it is decided
     */
    record Decided(Alias winner, Map<Alias, Integer> tally, String why) implements Fact {
        /** Copies the map, which iterates in the order of the roster. */
        public Decided {
            Objects.requireNonNull(winner, "winner");
            Objects.requireNonNull(why, "why");
            tally = Collections.unmodifiableSortedMap(new TreeMap<>(tally));
        }
    }

    /**
     * The winner presents.
     *
     * @param agent the winner
     */
    record PresentationStarted(Alias agent) implements Fact {
        /** Checks that nothing is null. */
        public PresentationStarted {
            Objects.requireNonNull(agent, "agent");
        }
    }

    /**
     * The winner has not presented; its answer on the board is the result.
     *
     * @param agent the winner
     * @param why why
     */
    record PresentationMissed(Alias agent, String why) implements Fact {
        /** Checks that nothing is null. */
        public PresentationMissed {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The run is coming to its end: whoever has answered can only vote now, and nobody waits for slow agents any more.
     *
     * @param why why
     */
    record WrapUpBegan(String why) implements Fact {
        /** Checks that nothing is null. */
        public WrapUpBegan {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Another agent judges what was presented.
     *
     * @param judge who judges
     */
    record JudgementStarted(Alias judge) implements Fact {
        /** Checks that nothing is null. */
        public JudgementStarted {
            Objects.requireNonNull(judge, "judge");
        }
    }

    /**
     * There is no judgement; what was presented stands.
     *
     * @param judge who was to judge
     * @param why why
     */
    record JudgementMissed(Alias judge, String why) implements Fact {
        /** Checks that nothing is null. */
        public JudgementMissed {
            Objects.requireNonNull(judge, "judge");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * What was presented was judged not good enough: all votes are void, and the agents go on.
     *
     * @param restart why
     */
    record Restarted(Restart restart) implements Fact {
        /** Checks that nothing is null. */
        public Restarted {
            Objects.requireNonNull(restart, "restart");
        }
    }
}
