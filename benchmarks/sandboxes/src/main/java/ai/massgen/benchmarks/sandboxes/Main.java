package ai.massgen.benchmarks.sandboxes;

import java.util.List;

/** Measures what {@code docs/benchmarks.md} tells about sandboxes. */
public final class Main {
    private Main() {}

    /**
     * Measures.
     *
     * @param args what, and how often
     */
    public static void main(String[] args) throws Exception {
        String what = args.length > 0 ? args[0] : "";
        List<String> all = List.of("starts", "calls", "idle", "first-request", "egress", "packages", "soak");
        if (!what.equals("all") && !all.contains(what)) {
            System.err.println("usage: run starts|calls|idle|first-request|egress|packages|soak|all [HOW OFTEN]");
            System.exit(2);
        }
        boolean well = true;
        for (String each : what.equals("all") ? all : List.of(what)) {
            well &= measure(each, args.length > 1 ? Integer.parseInt(args[1]) : usual(each));
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
            case "egress" -> Egress.measure(times);
            case "packages" -> Packages.measure(times);
            default -> {
                return Soak.run(times);
            }
        }
        return true;
    }
}
