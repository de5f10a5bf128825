package ai.massgen.core.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Who is agent1, agent2 and so on. The same seed gives the same order on every machine and every Java version. */
final class Roster {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private Roster() {}

    /** The places in the configuration, in the order of the aliases. */
    static List<Integer> order(int size, Optional<Long> seed) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            order.add(i);
        }
        seed.ifPresent(number -> shuffle(order, number));
        return order;
    }

    /** Fisher and Yates, with SplitMix64 as the source of numbers. */
    private static void shuffle(List<Integer> order, long seed) {
        long state = seed;
        for (int i = order.size() - 1; i > 0; i--) {
            state += GAMMA;
            Collections.swap(order, i, (int) Long.remainderUnsigned(mixed(state), i + 1L));
        }
    }

    private static long mixed(long state) {
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
