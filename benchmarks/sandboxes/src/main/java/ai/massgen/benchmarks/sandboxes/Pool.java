package ai.massgen.benchmarks.sandboxes;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Calls that have a server of their own, which stood ready or did not: questions of one session, two calls in each, and
 * time between them in which the pool is filled again.
 */
final class Pool {
    private static final int WARM_UP = 2;
    private static final Duration REFILL = Duration.ofMillis(2500);
    private static final String AGENTS =
            """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Asking it.", tool: everything__echo, arguments: { message: four } }
                    - { say: "And again.", tool: everything__echo, arguments: { message: four } }
                    - { answer: "{{last_tool_result}}" }
            """;

    private final Times first = new Times("taking a server, the first of a question");
    private final Times next = new Times("taking a server, the next");
    private final Times cold = new Times("starting a server");
    private final Times warmCall = new Times("a call with a server that stood ready");
    private final Times coldCall = new Times("a call with a server that is started for it");
    private int missed;

    /** What happened in one question so far. */
    private static final class Seen {
        private boolean begun;
        private boolean warm;
    }

    private Pool() {}

    static void measure(int rounds) throws Exception {
        Path folder = Files.createTempDirectory("massgen-pool-");
        try {
            new Pool().run(folder, rounds);
        } finally {
            PlainServer.delete(folder);
        }
    }

    private void run(Path folder, int rounds) throws Exception {
        try (MassGen warm = massgen(folder, 2);
                MassGen none = massgen(folder, 0);
                Session ready = warm.session();
                Session fresh = none.session()) {
            for (int i = -WARM_UP; i < rounds; i++) { // the first pins
                ask(ready, true, i);
                ask(fresh, false, i);
                Thread.sleep(REFILL);
            }
        }
        List.of(first, next, cold, warmCall, coldCall).forEach(Times::report);
        System.out.printf("taken, first %.3f ms at p95, next %.3f ms at p95%n", first.high(), next.high());
        System.out.println("calls for which no server stood ready: " + missed);
        warmCall.against(coldCall);
    }

    private static MassGen massgen(Path folder, int warm) {
        return MassGen.builder()
                .workingDirectory(folder)
                .environment(Engine.chosen().environment())
                .config(
                        AGENTS + Engine.chosen().configuration()
                                + """
                                tools:
                                  everything: { image: massgen/mcp-everything, pull: never, scope: call, warm: %d }
                                """
                                        .formatted(warm),
                        "pool")
                .build();
    }

    private void ask(Session session, boolean expected, int round) throws InterruptedException {
        Seen seen = new Seen();
        RunResult result = session.ask("What is two and two?", record -> keep(record, round, seen, expected));
        if (!(result instanceof RunResult.Decided)) {
            throw new IllegalStateException("not decided: " + result);
        }
    }

    private void keep(EventRecord record, int round, Seen seen, boolean expected) {
        if (record.event() instanceof SessionEvent.ToolServerStarted started) {
            seen.warm = started.warm();
            if (expected && !started.warm() && round >= 0) {
                missed++;
            }
            Times times = !started.warm() ? cold : seen.begun ? next : first;
            times.add(started.elapsed().toNanos(), round);
            seen.begun = true;
        } else if (record.event() instanceof SessionEvent.ToolCallFinished call) {
            (seen.warm ? warmCall : coldCall).add(call.elapsed().toNanos(), round);
        }
    }
}
