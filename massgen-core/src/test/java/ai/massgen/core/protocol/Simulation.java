package ai.massgen.core.protocol;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Runs random schedules of a protocol, and makes a failing one small. As a program it runs as many as one likes:
 * {@code Simulation [schedules] [first seed]}; docs/benchmarks.md says how to start it.
 */
final class Simulation {
    private static final int SHOWN = 1_000_000;

    private final BiFunction<State, Input, Step> protocol;
    private long inputs;
    private int presented;
    private int restarted;

    Simulation(BiFunction<State, Input, Step> protocol) {
        this.protocol = protocol;
    }

    /**
     * A schedule that fails.
     *
     * @param seed its seed
     * @param smallest the smallest schedule that was found to fail too
     * @param why what is wrong with that one
     */
    record Failure(long seed, Schedule smallest, Throwable why) {
        String report() {
            return "seed " + seed + " fails; again with -Dmassgen.seed=" + seed + "\nshrunk to: " + smallest
                    + "\nwhich fails with: " + why.getMessage();
        }
    }

    /** Runs the schedules of these seeds, until one fails. */
    Optional<Failure> run(long first, long count) {
        for (long seed = first; seed < first + count; seed++) {
            Choices choices = Choices.random(seed);
            Schedule schedule = new Schedule(choices, protocol);
            Optional<Throwable> failure = failure(schedule);
            if (failure.isPresent()) {
                return Optional.of(shrunk(seed, choices.drawn(), failure.get()));
            }
            inputs += schedule.inputs().size();
            presented += schedule.presented() ? 1 : 0;
            restarted += schedule.restarted() ? 1 : 0;
        }
        return Optional.empty();
    }

    private Failure shrunk(long seed, List<Integer> drawn, Throwable failure) {
        List<Integer> small =
                Shrinker.shrink(drawn, numbers -> failure(schedule(numbers)).isPresent());
        Schedule smallest = schedule(small);
        return new Failure(seed, smallest, failure(smallest).orElse(failure));
    }

    private Schedule schedule(List<Integer> numbers) {
        return new Schedule(Choices.of(numbers), protocol);
    }

    private static Optional<Throwable> failure(Schedule schedule) {
        try {
            schedule.play().replay();
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    long inputs() {
        return inputs;
    }

    int presented() {
        return presented;
    }

    int restarted() {
        return restarted;
    }

    public static void main(String[] args) {
        long count = args.length > 0 ? Long.parseLong(args[0]) : SHOWN;
        long first = args.length > 1 ? Long.parseLong(args[1]) : System.currentTimeMillis();
        System.out.println(count + " schedules from seed " + first);
        long started = System.nanoTime();
        Simulation simulation = new Simulation(Protocol::step);
        for (long done = 0; done < count; done += SHOWN) {
            long now = Math.min(SHOWN, count - done);
            Optional<Failure> failure = simulation.run(first + done, now);
            if (failure.isPresent()) {
                System.out.println(failure.get().report());
                System.exit(1);
            }
            long seconds = (System.nanoTime() - started) / 1_000_000_000;
            System.out.println((done + now) + " schedules, " + simulation.inputs() + " inputs, "
                    + simulation.presented() + " presented, " + simulation.restarted() + " restarted, none failed, "
                    + seconds + " s");
        }
    }
}
