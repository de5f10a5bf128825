package ai.massgen.benchmarks.sandboxes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long something took, again and again. */
final class Times {
    private final String what;
    private final List<Long> nanos = new ArrayList<>();

    Times(String what) {
        this.what = what;
    }

    /** Keeps the time since a moment, unless the round is one to warm up. */
    void since(long begin, int round) {
        add(System.nanoTime() - begin, round);
    }

    /** Keeps a time, unless the round is one to warm up, that is below zero. */
    void add(long taken, int round) {
        if (round >= 0) {
            nanos.add(taken);
        }
    }

    /** The median in milliseconds. */
    double median() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2) / 1e6;
    }

    /** What all but five of a hundred were below, in milliseconds. */
    double high() {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * 95 / 100)) / 1e6;
    }

    void report() {
        if (nanos.isEmpty()) {
            System.out.println(what + ": never");
            return;
        }
        System.out.printf(
                "%s: median %.3f ms, least %.3f, most %.3f, of %d%n",
                what, median(), Collections.min(nanos) / 1e6, Collections.max(nanos) / 1e6, nanos.size());
    }

    /** Tells how this compares to something else. */
    void against(Times other) {
        System.out.printf("ratio, %s of %s: %.2f%n", what, other.what, median() / other.median());
    }
}
