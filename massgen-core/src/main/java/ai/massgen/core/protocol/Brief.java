package ai.massgen.core.protocol;

import java.util.List;
import java.util.Objects;

/**
 * What an agent is asked to do in a turn. It is appended to the agent's conversation, which is never begun anew: a brief
 * tells only what the agent has not been told. Immutable.
 */
public sealed interface Brief {
    /** Answer the question alone. Told again if the turn failed before. */
    record FirstAnswer() implements Brief {}

    /**
     * Look at the answers for the first time, then vote or answer.
     *
     * @param revision the revision of the board
     * @param answers all answers that count, the agent's own among them, in the order of the roster
     * @param mayAnswer whether it may give another answer; if not, it can only vote
     */
    record Evaluate(int revision, List<Answer> answers, boolean mayAnswer) implements Brief {
        /** Copies the list. */
        public Evaluate {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Look at what is new, then vote or answer.
     *
     * @param revision the revision of the board
     * @param news the answers of others that the agent has not seen, in the order of the roster; empty if it is asked again
     *     after its own answer, or after a turn that failed
     * @param mayAnswer whether it may give another answer; if not, it can only vote
     */
    record Update(int revision, List<Answer> news, boolean mayAnswer) implements Brief {
        /** Copies the list. */
        public Update {
            news = List.copyOf(news);
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
