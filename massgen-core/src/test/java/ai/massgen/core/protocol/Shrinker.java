package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a list of numbers that does something as short, and its numbers as small, as it can. */
final class Shrinker {
    private Shrinker() {}

    /** Leaves out, zeroes and halves numbers while the rest still does it, until nothing helps any more. */
    static List<Integer> shrink(List<Integer> numbers, Predicate<List<Integer>> does) {
        List<Integer> best = List.copyOf(numbers);
        while (true) {
            List<Integer> next = smaller(shorter(best, does), does);
            if (next.equals(best)) {
                return best;
            }
            best = next;
        }
    }

    private static List<Integer> shorter(List<Integer> numbers, Predicate<List<Integer>> does) {
        List<Integer> best = numbers;
        for (int size = Math.max(1, best.size() / 2); size >= 1; size /= 2) {
            for (int at = 0; at < best.size(); ) {
                List<Integer> without = new ArrayList<>(best);
                without.subList(at, Math.min(at + size, best.size())).clear();
                if (!without.isEmpty() && does.test(without)) {
                    best = without;
                } else {
                    at += size;
                }
            }
        }
        return best;
    }

    private static List<Integer> smaller(List<Integer> numbers, Predicate<List<Integer>> does) {
        List<Integer> best = new ArrayList<>(numbers);
        for (int at = 0; at < best.size(); at++) {
            for (int value : new int[] {0, best.get(at) / 2, best.get(at) - 1}) {
                List<Integer> simpler = new ArrayList<>(best);
                simpler.set(at, Math.max(0, value));
                if (value < best.get(at) && does.test(simpler)) {
                    best = simpler;
                }
            }
        }
        return best;
    }
}
