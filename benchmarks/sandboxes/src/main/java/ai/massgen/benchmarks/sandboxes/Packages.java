package ai.massgen.benchmarks.sandboxes;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.plan.PackageRecipe;
import ai.massgen.core.plan.ToolImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The same server in the image of its package and in an image that was assembled by hand, in turns; and what comes before:
 * the build, once, and how long it takes to find what was built.
 */
final class Packages {
    private static final int WARM_UP = 2;
    private static final String PACKAGE = "@modelcontextprotocol/server-everything@2026.8.31";
    private static final List<String> COMMAND = ToolImage.Built.command(List.of(), List.of("stdio"));

    private Packages() {}

    static void measure(int rounds) throws Exception {
        ToolImage image = new ToolImage.Built(PackageRecipe.of(
                PackageRecipe.Kind.NPX,
                PACKAGE,
                new ImageSource.Reference("massgen/npx-base:latest", ImageSource.Pull.NEVER),
                Optional.empty(),
                Network.NONE,
                Duration.ofMinutes(10),
                Optional.empty()));
        Times built = new Times("create to initialised, the image of a package");
        Times plain = new Times("create to initialised, an image by hand");
        build(image);
        find(image, rounds);
        try (Ours massgen = new Ours()) {
            ImageId ready = massgen.prepare(image);
            for (int i = -WARM_UP; i < rounds; i++) {
                long begin = System.nanoTime();
                try (SandboxProcess process = massgen.start(ready, COMMAND);
                        McpClient client = Ours.client(process.stdout(), process.stdin())) {
                    built.since(begin, i);
                }
                begin = System.nanoTime();
                try (SandboxProcess process = massgen.start(Ours.EVERYTHING, List.of());
                        McpClient client = Ours.client(process.stdout(), process.stdin())) {
                    plain.since(begin, i);
                }
            }
        }
        List.of(built, plain).forEach(Times::report);
        built.against(plain);
    }

    /** Without what an earlier build left. */
    private static void build(ToolImage image) throws Exception {
        try (Ours massgen = new Ours()) {
            System.out.println(Engine.chosen().lines("rmi", "-f", massgen.prepare(image).reference()));
        }
        Times build = new Times("build of a package, without a network");
        try (Ours massgen = new Ours()) {
            long begin = System.nanoTime();
            massgen.prepare(image);
            build.since(begin, 0);
        }
        build.report();
    }

    /** As a later run does, on an engine that has it. */
    private static void find(ToolImage image, int rounds) throws InterruptedException {
        Times found = new Times("finding the image of a package");
        for (int i = -WARM_UP; i < rounds; i++) {
            try (Ours massgen = new Ours()) {
                long begin = System.nanoTime();
                massgen.prepare(image);
                found.since(begin, i);
            }
        }
        found.report();
    }
}
