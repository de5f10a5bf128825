package ai.massgen.benchmarks.sandboxes;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.mcp.Handshake;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.plan.ToolImage;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Sandboxes;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** MassGen's own sandboxes, locked as by default and checked as always, and its own MCP client. */
final class Ours implements AutoCloseable {
    static final String EVERYTHING = "massgen/mcp-everything:latest";
    static final String BUSYBOX = "massgen/busybox:latest";

    private final Sandboxes sandboxes = new Sandboxes(InstantSource.system(), System.getenv(), event -> {});
    private final ConfiguredSandbox<?> engine;
    private int number;

    Ours() {
        Providers providers = Providers.installed();
        String word = Engine.chosen().word();
        engine = ConfiguredSandbox.of(
                providers.sandbox(word),
                new ConfigReader(providers, System.getenv())
                        .sandbox(word, Map.of())
                        .settings());
    }

    SandboxProcess start(String image, List<String> command) throws InterruptedException {
        return start(sandboxes.prepare(engine, new ImageSource.Reference(image, ImageSource.Pull.NEVER)), command);
    }

    ImageId prepare(ToolImage image) throws InterruptedException {
        return sandboxes.prepare(engine, image);
    }

    SandboxProcess start(ImageId id, List<String> command) throws InterruptedException {
        number++;
        return sandboxes.start(
                engine,
                ProcessSpec.builder("massgen-benchmark-" + ProcessHandle.current().pid() + "-" + number)
                        .image(id)
                        .command(command)
                        .labels(Map.of(SandboxLabels.OWNER, owner()))
                        .build(),
                bytes -> {});
    }

    /** Under which label containers of this process are found. */
    String owner() {
        return sandboxes.owner().label();
    }

    /** A client that has shaken hands. */
    static McpClient client(InputStream out, OutputStream in) throws InterruptedException {
        McpClient client = McpClient.connect(
                out,
                in,
                new McpOptions(
                        "benchmark",
                        "1",
                        Duration.ofMinutes(1),
                        Handshake.AUTO,
                        McpOptions.Limits.DEFAULT,
                        () -> "ended",
                        System::nanoTime));
        client.initialize();
        return client;
    }

    @Override
    public void close() {
        sandboxes.close();
    }
}
