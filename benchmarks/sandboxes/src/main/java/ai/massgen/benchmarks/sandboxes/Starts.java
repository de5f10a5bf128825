package ai.massgen.benchmarks.sandboxes;

import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.mcp.McpClient;
import java.util.List;

/** From create to the answer to MCP's {@code initialize}, three ways, in turns. */
final class Starts {
    private static final int WARM_UP = 2;

    private Starts() {}

    static void measure(int rounds) throws Exception {
        Times ours = new Times("create to initialised, MassGen");
        Times byHand = new Times("create to initialised, by hand on the engine's API");
        Times program = new Times("create to initialised, " + Engine.chosen().word() + " run -i");
        RawEngine raw = RawEngine.chosen();
        try (Ours massgen = new Ours()) {
            for (int i = -WARM_UP; i < rounds; i++) {
                long begin = System.nanoTime();
                try (SandboxProcess process = massgen.start(Ours.EVERYTHING, List.of());
                        McpClient client = Ours.client(process.stdout(), process.stdin())) {
                    ours.since(begin, i);
                }
                begin = System.nanoTime();
                String id = raw.initialised(Ours.EVERYTHING);
                byHand.since(begin, i);
                raw.remove(id);
                begin = System.nanoTime();
                Process run = Engine.chosen().run(Ours.EVERYTHING);
                try (McpClient client = Ours.client(run.getInputStream(), run.getOutputStream())) {
                    program.since(begin, i);
                }
                run.waitFor();
            }
        }
        List.of(ours, byHand, program).forEach(Times::report);
        ours.against(byHand);
        ours.against(program);
    }
}
