package ai.massgen.benchmarks.sandboxes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/** Measures what {@code docs/benchmarks.md} tells about sandboxes. */
public final class Main {
    private Main() {}

    /**
     * Measures.
     *
     * @param args what, and how often
     */
    public static void main(String[] args) throws Exception {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        boolean named = Objects.equals(words.peek(), "docker") || Objects.equals(words.peek(), "podman");
        Engine.choose(named ? words.pop() : "docker");
        String what = words.isEmpty() ? "" : words.pop();
        List<String> all = List.of("starts", "calls", "idle", "first-request", "pool", "egress", "packages", "soak");
        if (!what.equals("all") && !all.contains(what)) {
            System.err.println("usage: run [docker|podman] starts|calls|idle|first-request|pool|egress|packages|soak|all [HOW OFTEN]");
            System.exit(2);
        }
        boolean well = true;
        for (String each : what.equals("all") ? all : List.of(what)) {
            well &= measure(each, words.isEmpty() ? usual(each) : Integer.parseInt(words.peek()));
        }
        System.exit(well ? 0 : 1);
    }

    private static int usual(String what) {
        return switch (what) {
            case "calls", "egress", "soak" -> 1000;
            case "idle" -> 10;
            default -> 20;
        };
    }

    /** Whether it went well; figures are never bad. */
    private static boolean measure(String what, int times) throws Exception {
        switch (what) {
            case "starts" -> Starts.measure(times);
            case "calls" -> Calls.measure(times);
            case "idle" -> Idle.measure(times);
            case "first-request" -> FirstRequest.measure(times);
            case "pool" -> Pool.measure(times);
            case "egress" -> Egress.measure(times);
            case "packages" -> Packages.measure(times);
            default -> {
                return Soak.run(times);
            }
        }
        return true;
    }
}
