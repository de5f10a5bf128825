package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * What a run is coordinated by. Every number is a bound, which is what makes a run end. Immutable.
 *
 * @param start when agents begin to see each other's answers
 * @param rejections how many bad submissions in one turn make an agent withdraw, 1 to 100
 * @param failures how many failed turns in a run make an agent withdraw, 1 to 100
 * @param answersPerAgent how many answers an agent may give in a run, 1 to 100
 * @param novelty how different a new answer has to be from those its author knows
 * @param skipCoordination whether the first agent answers at once, alone, for debugging
 * @param restarts how often another agent may send the agents back to work after the presentation, 0 to 10; with 0
 *     nobody judges what was presented
 */
public record Rules(
        Start start,
        int rejections,
        int failures,
        int answersPerAgent,
        Novelty novelty,
        boolean skipCoordination,
        int restarts) {
    /**
     * Barrier, three bad submissions, three failed turns, a first answer and one better one, only copies refused, no
     * judgement of the presentation.
     */
    public static final Rules DEFAULT = new Rules(Start.BARRIER, 3, 3, 2, Novelty.LENIENT, false, 0);

    private static final int MOST = 100;
    private static final int MOST_RESTARTS = 10;

    /** When agents begin to see each other's answers. */
    public enum Start {
        /** Nobody is asked to vote while a call is under way that may bring an answer its author wrote unaware. */
        BARRIER,
        /** Every answer is shown to others as soon as it is there. */
        EAGER
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of its bounds
     */
    public Rules {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(novelty, "novelty");
        bounded("rejections", rejections, 1, MOST);
        bounded("failures", failures, 1, MOST);
        bounded("answersPerAgent", answersPerAgent, 1, MOST);
        bounded("restarts", restarts, 0, MOST_RESTARTS);
    }

    private static void bounded(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
