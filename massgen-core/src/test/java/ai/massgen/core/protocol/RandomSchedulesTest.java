package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Runs random schedules. {@code -Dmassgen.schedules=200000} runs more of them, {@code -Dmassgen.seed=7} begins with another
 * seed, so that a failing one is the first.
 */
class RandomSchedulesTest {
    private static final int COUNT = Integer.getInteger("massgen.schedules", 20_000);
    private static final long FIRST = Long.getLong("massgen.seed", 1);

    @Test
    void everyScheduleEndsWithinItsBoundsAndReplaysToEqualStates() {
        long inputs = 0;
        int presented = 0;
        for (long seed = FIRST; seed < FIRST + COUNT; seed++) {
            Choices choices = Choices.random(seed);
            Schedule schedule = new Schedule(choices);
            try {
                schedule.play().replay();
            } catch (AssertionError | RuntimeException e) {
                fail(report(seed, choices.drawn(), e), e);
            }
            inputs += schedule.inputs().size();
            presented += schedule.presented() ? 1 : 0;
        }
        // the schedules would prove little if most of them ended at once
        assertThat(inputs / COUNT).as("inputs of a schedule, mean").isGreaterThan(10);
        assertThat(presented).as("schedules with a presentation").isGreaterThan(COUNT / 2);
    }

    @Test
    void aScheduleIsItsListOfChoices() {
        Choices choices = Choices.random(4711);
        Schedule schedule = new Schedule(choices).play();

        assertThat(new Schedule(Choices.of(choices.drawn())).play().inputs()).isEqualTo(schedule.inputs());
    }

    private static String report(long seed, List<Integer> drawn, Throwable failure) {
        List<Integer> small = shrink(drawn);
        Schedule smallest = new Schedule(Choices.of(small));
        Throwable because = failure(smallest).orElse(failure);
        return "seed " + seed + " fails; again with -Dmassgen.seed=" + seed + "\nshrunk to: " + smallest
                + "\nwhich fails with: " + because.getMessage();
    }

    /** Leaves out and zeroes numbers while the schedule still fails. */
    private static List<Integer> shrink(List<Integer> drawn) {
        List<Integer> best = new ArrayList<>(drawn);
        for (int size = Math.max(1, best.size() / 2); size >= 1; size /= 2) {
            for (int at = 0; at < best.size(); ) {
                List<Integer> shorter = new ArrayList<>(best);
                shorter.subList(at, Math.min(at + size, best.size())).clear();
                if (!shorter.isEmpty()
                        && failure(new Schedule(Choices.of(shorter))).isPresent()) {
                    best = shorter;
                } else {
                    at += size;
                }
            }
        }
        for (int at = 0; at < best.size(); at++) {
            List<Integer> simpler = new ArrayList<>(best);
            simpler.set(at, 0);
            if (failure(new Schedule(Choices.of(simpler))).isPresent()) {
                best = simpler;
            }
        }
        return best;
    }

    private static Optional<Throwable> failure(Schedule schedule) {
        try {
            schedule.play().replay();
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }
}
