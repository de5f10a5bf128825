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
 */
public record Rules(
        Start start, int rejections, int failures, int answersPerAgent, Novelty novelty, boolean skipCoordination) {
    /** Barrier, three bad submissions, three failed turns, a first answer and one better one, only copies refused. */
    public static final Rules DEFAULT = new Rules(Start.BARRIER, 3, 3, 2, Novelty.LENIENT, false);

    private static final int MOST = 100;

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
     * @throws IllegalArgumentException if one is not within 1 to 100
     */
    public Rules {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(novelty, "novelty");
        bounded("rejections", rejections);
        bounded("failures", failures);
        bounded("answersPerAgent", answersPerAgent);
    }

    private static void bounded(String name, int value) {
        if (value < 1 || value > MOST) {
            throw new IllegalArgumentException(name + " must be 1 to " + MOST + ", not " + value);
        }
    }
}
