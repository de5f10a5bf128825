package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.Handshake;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.sandbox.StderrTail;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import ai.massgen.testkit.sandbox.TestPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The engine's own sandboxes and clients, with servers of a few lines of shell, for one test class. */
final class Arena implements BeforeAllCallback, AfterAllCallback {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** What every server can do: take lines, answer, shake hands as the first thing. */
    private static final String PRELUDE = """
            answer() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$1" "$2"; }
            ok() { answer "$1" '{"content":[{"type":"text","text":"ok"}]}'; }
            take() { while read -r line; do case $line in *'"method":"notifications/'*) ;; *) return 0 ;; esac; done; exit 0; }
            hello() { take; answer 1 '{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"evil","version":"1"}}'; }
            flood() { head -c "$1" /dev/zero | tr '\\0' "$2"; }
            """;

    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private @Nullable Sandboxes sandboxes;
    private final Map<String, ConfiguredSandbox<?>> engines = new HashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        assertThat(LocalDocker.host()).isNotBlank();
        assertThat(LocalPodman.host()).isNotBlank();
        Providers providers = Providers.installed();
        for (String name : List.of("docker", "podman")) {
            engines.put(
                    name,
                    ConfiguredSandbox.of(
                            providers.sandbox(name),
                            new ConfigReader(providers, System.getenv())
                                    .sandbox(name, Map.of())
                                    .settings()));
        }
        sandboxes = new Sandboxes(InstantSource.system(), System.getenv(), events::add);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (sandboxes != null) {
            sandboxes.close();
        }
    }

    /** A running server and the client that talks to it. */
    record Match(SandboxProcess process, McpClient client, StderrTail stderr) implements AutoCloseable {
        @Override
        public void close() {
            client.close();
            process.close();
        }
    }

    /** A hostile server that has not been spoken to; {@code script} is what it does after the prelude. */
    Match server(Oci oci, String script) throws InterruptedException {
        return image(oci, "massgen/busybox:latest", List.of("/bin/sh", "-c", PRELUDE + script));
    }

    /** A server that shakes hands and then does what the script says. */
    Match greeted(Oci oci, String script) throws InterruptedException {
        Match match = server(oci, "hello\n" + script);
        assertThat(match.client().initialize().name()).isEqualTo("evil");
        return match;
    }

    /** Any image, as locked as everything; an empty command is the image's own. */
    Match image(Oci oci, String reference, List<String> command) throws InterruptedException {
        Sandboxes open = Objects.requireNonNull(sandboxes, "not open");
        ConfiguredSandbox<?> engine = Objects.requireNonNull(engines.get(oci.sandbox()), "not open");
        ImageId image = open.prepare(engine, new ImageSource.Reference(reference, ImageSource.Pull.NEVER));
        StderrTail stderr = new StderrTail();
        SandboxProcess process = open.start(
                engine,
                ProcessSpec.builder("massgen-arena-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet())
                        .image(image)
                        .command(command)
                        .environment(Map.of("MEMORY_FILE_PATH", "/tmp/memory.jsonl"))
                        .labels(Map.of(SandboxLabels.OWNER, open.owner().label()))
                        .policy(policy(oci))
                        .build(),
                stderr);
        return new Match(
                process, McpClient.connect(process.stdout(), process.stdin(), options(process, stderr)), stderr);
    }

    private static McpOptions options(SandboxProcess process, StderrTail stderr) {
        return new McpOptions(
                "evil",
                "test",
                Duration.ofSeconds(30),
                Handshake.AUTO,
                McpOptions.Limits.DEFAULT,
                () -> epitaph(process) + stderr.lastLines(),
                System::nanoTime);
    }

    private static String epitaph(SandboxProcess process) {
        try {
            return process.awaitExit(Duration.ofSeconds(1))
                    .map(exit -> "exit code " + exit.code())
                    .orElse("it still runs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private static IsolationPolicy policy(Oci oci) {
        return oci.runtime()
                .map(TestPolicy.locked()::runtime)
                .orElseGet(TestPolicy::locked)
                .build();
    }
}
