package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Where a schedule takes its decisions from. A schedule is nothing but the list of numbers it drew, so that a failing one
 * can be taken again, cut and simplified: numbers that are missing count as 0, numbers that are too large wrap around.
 */
final class Choices {
    private final Random random;
    private final List<Integer> given;
    private final List<Integer> drawn = new ArrayList<>();

    private Choices(Random random, List<Integer> given) {
        this.random = random;
        this.given = given;
    }

    static Choices random(long seed) {
        return new Choices(new Random(seed), List.of());
    }

    /** Takes the numbers of another schedule, then only zeros. */
    static Choices of(List<Integer> numbers) {
        return new Choices(new Random(0), Collections.unmodifiableList(new ArrayList<>(numbers)));
    }

    int below(int bound) {
        int next;
        if (given.isEmpty()) {
            next = random.nextInt(bound);
        } else {
            next = drawn.size() < given.size() ? given.get(drawn.size()) % bound : 0;
        }
        drawn.add(next);
        return next;
    }

    boolean percent(int chance) {
        return below(100) >= 100 - chance;
    }

    <T> T oneOf(List<T> items) {
        return items.get(below(items.size()));
    }

    List<Integer> drawn() {
        return List.copyOf(drawn);
    }
}
