package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;

/** How different a new answer has to be from one that its author knows. Likeness is the Jaccard index of the words. */
public enum Novelty {
    /** Only a copy is refused: the same words in the same order. */
    LENIENT(1.0),
    /** Refuses a likeness above 0.70. */
    BALANCED(0.70),
    /** Refuses a likeness above 0.50. */
    STRICT(0.50);

    private final double limit;

    Novelty(double limit) {
        this.limit = limit;
    }

    /**
     * Whether an answer is no news beside another.
     *
     * @param text the new answer
     * @param known the answer its author knows
     * @return whether it is to be refused
     */
    boolean refuses(String text, String known) {
        List<String> words = words(text);
        List<String> others = words(known);
        return words.equals(others) || (limit < 1 && likeness(new HashSet<>(words), new HashSet<>(others)) > limit);
    }

    private static double likeness(Set<String> words, Set<String> others) {
        long shared = words.stream().filter(others::contains).count();
        long all = words.size() + others.size() - shared;
        return all == 0 ? 1.0 : (double) shared / all;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text.toLowerCase(Locale.ROOT));
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }
}
