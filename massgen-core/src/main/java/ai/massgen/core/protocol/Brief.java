package ai.massgen.core.protocol;

import java.util.List;
import java.util.Objects;

/**
 * What an agent is asked to do in a turn. It is appended to the agent's conversation, which is never begun anew: a brief
 * tells only what the agent has not been told. Immutable.
 */
public sealed interface Brief {
    /**
     * Answer the question alone. Told again if the turn failed before.
     *
     * @param hurry whether the run is coming to its end
     */
    record FirstAnswer(boolean hurry) implements Brief {}

    /**
     * Look at the answers for the first time, then vote or answer.
     *
     * @param revision the revision of the board
     * @param answers all answers that count, the agent's own among them, in the order of the roster
     * @param choice what it may do
     */
    record Evaluate(int revision, List<Answer> answers, Choice choice) implements Brief {
        /** Copies the list. */
        public Evaluate {
            Objects.requireNonNull(choice, "choice");
            answers = List.copyOf(answers);
        }
    }

    /**
     * Look at what is new, then vote or answer.
     *
     * @param revision the revision of the board
     * @param news the answers of others that the agent has not seen, in the order of the roster; empty if it is asked again
     *     after its own answer, or after a turn that failed
     * @param choice what it may do
     */
    record Update(int revision, List<Answer> news, Choice choice) implements Brief {
        /** Copies the list. */
        public Update {
            Objects.requireNonNull(choice, "choice");
            news = List.copyOf(news);
        }
    }

    /**
     * Go on, because what was presented was judged not good enough. Votes cast before do not count any more.
     *
     * @param restart why
     * @param revision the revision of the board
     * @param answers the answers that the agent has not seen, in the order of the roster
     * @param choice what it may do
     */
    record Retry(Restart restart, int revision, List<Answer> answers, Choice choice) implements Brief {
        /** Copies the list. */
        public Retry {
            Objects.requireNonNull(restart, "restart");
            Objects.requireNonNull(choice, "choice");
            answers = List.copyOf(answers);
        }
    }

    /**
     * Judge what another agent has presented: confirm it, or ask for better.
     *
     * @param presenter who has presented
     * @param text what was presented
     */
    record Judge(Alias presenter, String text) implements Brief {
        /** Checks that nothing is null. */
        public Judge {
            Objects.requireNonNull(presenter, "presenter");
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * Present the final answer.
     *
     * @param answers the winner's own answer and what it has not seen of others, in the order of the roster; empty if the
     *     winner answers alone, without coordination
     * @param votes the votes that decided
     * @param winner the agent that presents
     */
    record Presentation(List<Answer> answers, List<Vote> votes, Alias winner) implements Brief {
        /** Copies the lists. */
        public Presentation {
            Objects.requireNonNull(winner, "winner");
            answers = List.copyOf(answers);
            votes = List.copyOf(votes);
        }
    }
}
