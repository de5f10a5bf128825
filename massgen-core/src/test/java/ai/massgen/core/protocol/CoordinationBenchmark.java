package ai.massgen.core.protocol;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Runs in which every agent answers once and then votes, in virtual time: each call takes 0.5 to 1.5 units, evenly
 * distributed. Prints how many calls that takes, how long, and how long it would take at the very least with the same
 * seeds: all first answers at once, then all votes at once until the leader cannot be overtaken, then the presentation.
 */
final class CoordinationBenchmark {
    private static final int SEEDS = 500;
    private static final int PRESENTATION = 0;
    private static final int[] SIZES = {1, 2, 3, 5, 8, 12};

    private CoordinationBenchmark() {}

    /** What one run took. */
    private record Took(int calls, double time, double floor) {}

    /** The end of a call; the presentation is no turn. */
    private record End(double at, Alias agent, int turn) {}

    public static void main(String[] args) {
        System.out.println("agents  votes      calls mean  calls most  time mean  floor mean  time / floor");
        for (int agents : SIZES) {
            for (boolean split : new boolean[] {false, true}) {
                List<Took> runs = new ArrayList<>();
                for (long seed = 1; seed <= SEEDS; seed++) {
                    runs.add(new OneRun(agents, seed, split).run());
                }
                print(agents, split, runs);
            }
        }
    }

    private static void print(int agents, boolean split, List<Took> runs) {
        double calls = runs.stream().mapToInt(Took::calls).average().orElseThrow();
        int most = runs.stream().mapToInt(Took::calls).max().orElseThrow();
        double time = runs.stream().mapToDouble(Took::time).average().orElseThrow();
        double floor = runs.stream().mapToDouble(Took::floor).average().orElseThrow();
        System.out.printf(
                Locale.ROOT,
                "%6d  %-9s %11.2f %11d %10.3f %11.3f %13.3f%n",
                agents,
                split ? "any" : "for one",
                calls,
                most,
                time,
                floor,
                time / floor);
    }

    /** One run. */
    private static final class OneRun {
        private final int agents;
        private final SplittableRandom random;
        private final Map<Alias, List<Double>> latencies = new HashMap<>();
        private final Map<Alias, Alias> votes = new HashMap<>();
        private final Map<Alias, Integer> calls = new HashMap<>();
        private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingDouble(End::at));
        private State state;
        private double now;
        private int count;

        OneRun(int agents, long seed, boolean split) {
            this.agents = agents;
            this.random = new SplittableRandom(seed);
            this.state = Protocol.initial(agents, Rules.DEFAULT);
            Alias favourite = new Alias(1 + random.nextInt(agents));
            for (int i = 1; i <= agents; i++) {
                Alias agent = new Alias(i);
                latencies.put(agent, List.of(latency(), latency(), latency()));
                votes.put(agent, split ? new Alias(1 + random.nextInt(agents)) : favourite);
            }
        }

        private double latency() {
            return 0.5 + random.nextDouble();
        }

        private double latency(Alias agent, int call) {
            return latencies.getOrDefault(agent, List.of()).get(call);
        }

        Took run() {
            take(new Input.Begin());
            while (!(state.phase() instanceof Phase.Finished)) {
                End end = ends.remove();
                now = end.at();
                take(input(end));
            }
            return new Took(count, now, floor());
        }

        private Input input(End end) {
            if (end.turn() == PRESENTATION) {
                return new Input.Presented(end.agent(), "final");
            }
            Seat seat = state.seat(end.agent());
            Submission submission = state.answered(end.agent())
                    ? new Submission.CastVote(String.valueOf(votes.get(end.agent())), "")
                    : new Submission.NewAnswer("answer of " + end.agent());
            return new Input.Submitted(end.agent(), end.turn(), seat.seen(), submission);
        }

        private void take(Input input) {
            Step step = Protocol.step(state, input);
            state = step.state();
            for (Effect effect : step.effects()) {
                if (effect instanceof Effect.StartTurn start) {
                    call(start.agent(), start.turn());
                } else if (effect instanceof Effect.CancelTurn cancel) {
                    ends.removeIf(end -> end.agent().equals(cancel.agent()) && end.turn() == cancel.turn());
                } else if (effect instanceof Effect.Present present) {
                    call(present.winner(), PRESENTATION);
                }
            }
        }

        private void call(Alias agent, int turn) {
            int number = calls.merge(agent, 1, Integer::sum) - 1;
            count++;
            ends.add(new End(now + latency(agent, number), agent, turn));
        }

        /** The votes as they come in after all answers, until nobody can overtake the leader; then the presentation. */
        private double floor() {
            double answered = 0;
            for (Alias agent : latencies.keySet()) {
                answered = Math.max(answered, latency(agent, 0));
            }
            List<Alias> order = new ArrayList<>(latencies.keySet());
            order.sort(Comparator.comparingDouble(agent -> latency(agent, 1)));
            int[] tally = new int[agents + 1];
            if (agents == 1) {
                return answered + latency(new Alias(1), 1);
            }
            for (int i = 0; i < agents; i++) {
                Alias vote = votes.getOrDefault(order.get(i), new Alias(1));
                tally[vote.number()]++;
                int leader = leader(tally);
                if (safe(tally, leader, agents - i - 1)) {
                    return answered + latency(order.get(i), 1) + latency(new Alias(leader), 2);
                }
            }
            throw new IllegalStateException("all votes are in and nothing is decided");
        }

        private int leader(int[] tally) {
            int leader = 1;
            for (int i = 2; i <= agents; i++) {
                leader = tally[i] > tally[leader] ? i : leader;
            }
            return leader;
        }

        private boolean safe(int[] tally, int leader, int open) {
            for (int i = 1; i <= agents; i++) {
                boolean overtakes = tally[i] + open > tally[leader] || (tally[i] + open == tally[leader] && i < leader);
                if (i != leader && overtakes) {
                    return false;
                }
            }
            return true;
        }
    }
}
