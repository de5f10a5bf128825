package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RosterTest {
    @Test
    void withoutASeedTheOrderIsThatOfTheFile() {
        assertThat(Roster.order(5, Optional.empty())).containsExactly(0, 1, 2, 3, 4);
    }

    /** The numbers are part of what users rely on: they are the same on every machine and in every version. */
    @Test
    void aSeedGivesOneOrderForEver() {
        assertThat(Roster.order(5, Optional.of(0L))).containsExactly(2, 3, 1, 4, 0);
        assertThat(Roster.order(5, Optional.of(42L))).containsExactly(1, 2, 0, 4, 3);
        assertThat(Roster.order(5, Optional.of(-1L))).containsExactly(2, 0, 3, 4, 1);
    }

    @Test
    void everyOrderIsAPermutation() {
        for (long seed = 0; seed < 1_000; seed++) {
            assertThat(Roster.order(8, Optional.of(seed))).hasSize(8).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7);
        }
        assertThat(Roster.order(0, Optional.of(1L))).isEmpty();
        assertThat(Roster.order(1, Optional.of(1L))).containsExactly(0);
    }

    @Test
    void allOrdersComeUpAndNoneIsFavoured() {
        Map<List<Integer>, Integer> counts = new HashMap<>();
        for (long seed = 0; seed < 24_000; seed++) {
            counts.merge(Roster.order(4, Optional.of(seed)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        assertThat(counts.values()).allMatch(count -> count > 850 && count < 1_150);
    }

    @Test
    void neighbouringSeedsDifferOften() {
        Set<List<Integer>> orders = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            orders.add(Roster.order(10, Optional.of(seed)));
        }
        assertThat(orders).hasSizeGreaterThan(95);
    }
}
