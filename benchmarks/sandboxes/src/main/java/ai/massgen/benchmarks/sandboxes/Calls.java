package ai.massgen.benchmarks.sandboxes;

import java.util.List;

/** {@code tools/call} of the same server, in turns, on the ways to it. */
final class Calls {
    private Calls() {}

    static void measure(int count) throws Exception {
        Times ours = new Times("tools/call, MassGen, in a container");
        Times program = new Times("tools/call, MassGen's client through " + Engine.chosen().word() + " run -i");
        Times child = new Times("tools/call, MassGen's client, plain child process");
        Times sdk = new Times("tools/call, official SDK, plain child process");
        try (Ours massgen = new Ours();
                PlainServer server = PlainServer.copied();
                Echo attached = Echo.ours(massgen);
                Echo run = Echo.program();
                Echo plain = Echo.child(server);
                Echo official = Echo.sdk(server)) {
            for (int i = -count / 2; i < count; i++) {
                time(attached, ours, i);
                time(run, program, i);
                time(plain, child, i);
                time(official, sdk, i);
            }
        }
        List.of(ours, program, child, sdk).forEach(Times::report);
        List.of(sdk, program, child).forEach(ours::against);
    }

    private static void time(Echo echo, Times times, int round) throws Exception {
        long begin = System.nanoTime();
        boolean echoed = echo.call();
        times.since(begin, round);
        if (!echoed) {
            throw new IllegalStateException("no echo");
        }
    }
}
