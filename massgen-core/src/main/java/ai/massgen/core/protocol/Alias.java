package ai.massgen.core.protocol;

import java.util.Optional;

/**
 * The name under which an agent is known to everybody in a run: {@code agent1} is the first of the roster. The only
 * name of an agent that a model ever sees. Immutable.
 *
 * @param number the place in the roster, from 1
 */
public record Alias(int number) implements Comparable<Alias> {
    private static final String PREFIX = "agent";
    private static final int MOST_DIGITS = 6;

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public Alias {
        if (number < 1) {
            throw new IllegalArgumentException("not a place in a roster: " + number + "; places count from 1");
        }
    }

    /**
     * Reads an alias as it is printed.
     *
     * @param text such as {@code agent3}, nothing around it
     * @return the alias, empty if the text is none
     */
    public static Optional<Alias> parse(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String digits = text.substring(PREFIX.length());
        boolean number = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.charAt(0) != '0'
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Optional.of(new Alias(Integer.parseInt(digits))) : Optional.empty();
    }

    @Override
    public int compareTo(Alias other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return PREFIX + number;
    }
}
