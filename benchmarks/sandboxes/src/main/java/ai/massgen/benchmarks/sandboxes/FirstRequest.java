package ai.massgen.benchmarks.sandboxes;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How much later models are asked when their agents have tool servers, which are pinned, than when they have none. */
final class FirstRequest {
    private static final int AGENTS = 5;
    private static final int WARM_UP = 5;
    private static final String TOOLS =
            """
            tools:
              everything: { image: massgen/mcp-everything, pull: never, timeouts: { start: 5m } }
              memory:
                image: massgen/mcp-memory
                pull: never
                env: { MEMORY_FILE_PATH: /tmp/memory.jsonl }
                timeouts: { start: 5m }
            """;

    private FirstRequest() {}

    static void measure(int rounds) throws Exception {
        Times firstWithout = new Times("first request on the wire, 5 agents without tools");
        Times firstWith = new Times("first request on the wire, 5 agents with 2 pinned servers each");
        Times allWithout = new Times("all 5 first requests, without tools");
        Times allWith = new Times("all 5 first requests, with 2 pinned servers each");
        Path folder = Files.createTempDirectory("massgen-first-request-");
        try (Provider provider = Provider.start();
                MassGen without = massgen(folder, provider, "");
                MassGen with = massgen(folder, provider, TOOLS)) {
            for (int i = -WARM_UP; i < rounds; i++) { // the first pins
                ask(without, provider, firstWithout, allWithout, i);
                ask(with, provider, firstWith, allWith, i);
            }
        } finally {
            PlainServer.delete(folder);
        }
        List.of(firstWithout, firstWith, allWithout, allWith).forEach(Times::report);
        System.out.printf(
                "later by: %+.1f ms the first, %+.1f ms all%n",
                firstWith.median() - firstWithout.median(), allWith.median() - allWithout.median());
    }

    private static MassGen massgen(Path folder, Provider provider, String tools) {
        String agents = IntStream.rangeClosed(1, AGENTS)
                .mapToObj(number -> "  - { id: a%d, backend: { type: openai, model: m, base_url: \"%s\" } }\n".formatted(number, provider.address()))
                .collect(Collectors.joining());
        return MassGen.builder()
                .workingDirectory(folder)
                .environment(Engine.chosen().environment())
                .config("version: 1\nagents:\n" + agents + Engine.chosen().configuration() + tools, "first-request")
                .build();
    }

    private static void ask(MassGen massgen, Provider provider, Times first, Times all, int round)
            throws IOException, InterruptedException {
        provider.forget();
        try (Session session = massgen.session()) {
            long begin = System.nanoTime();
            RunResult result = session.ask("What is two and two?");
            if (!(result instanceof RunResult.Decided)) {
                throw new IllegalStateException("not decided: " + result);
            }
            List<Long> arrivals = provider.arrivals();
            first.add(arrivals.getFirst() - begin, round);
            all.add(arrivals.get(AGENTS - 1) - begin, round);
        }
    }
}
