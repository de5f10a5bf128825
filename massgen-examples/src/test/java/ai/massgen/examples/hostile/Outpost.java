package ai.massgen.examples.hostile;

import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.egress.EgressAudit;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.egress.EgressHost;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.sandbox.StderrTail;
import ai.massgen.testkit.sandbox.TestPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A container without network that does nothing, its way out, and programs beside it that try to get further. */
final class Outpost implements AutoCloseable {
    static final String NODE = "massgen/mcp-everything:latest";
    static final String PYTHON = "massgen/mcp-fetch:latest";
    static final String NEITHER = "massgen/busybox:latest";

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Sends bytes to the way out and prints what comes back, until nothing more does. */
    private static final String NODE_CLIENT = """
            const s = require('net').connect(3128, '127.0.0.1', () => s.write(Buffer.from(process.argv[1], 'base64')));
            s.on('data', (d) => process.stdout.write(d));
            s.on('error', (e) => console.log('ERROR ' + e.code));
            const limit = setTimeout(() => process.exit(), 20000);
            s.on('close', () => clearTimeout(limit)); // an exit would cut off what is still to be printed
            """;

    private static final String PYTHON_CLIENT = """
            import base64, socket, sys
            s = socket.create_connection(('127.0.0.1', 3128)); s.settimeout(20)
            s.sendall(base64.b64decode(sys.argv[1]))
            while True:
                d = s.recv(65536)
                if not d: break
                sys.stdout.buffer.write(d)
            """;

    /** Whether a way out was lost. */
    final CompletableFuture<String> lost = new CompletableFuture<>();

    final AtomicInteger lookups = new AtomicInteger();
    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();
    private final Sandboxes sandboxes;
    private final SandboxProcess process;
    private final boolean python;

    private Outpost(Sandboxes sandboxes, SandboxProcess process, boolean python) {
        this.sandboxes = sandboxes;
        this.process = process;
        this.python = python;
    }

    /** Starts one. */
    static Outpost start(Post post, String reference) throws InterruptedException {
        Providers providers = Providers.installed();
        ConfiguredSandbox<?> engine = ConfiguredSandbox.of(
                providers.sandbox(post.engine()),
                new ConfigReader(providers, System.getenv())
                        .sandbox(post.engine(), Map.of())
                        .settings());
        Sandboxes sandboxes = new Sandboxes(InstantSource.system(), System.getenv(), event -> {});
        boolean started = false;
        try {
            ImageId image = sandboxes.prepare(engine, new ImageSource.Reference(reference, ImageSource.Pull.NEVER));
            SandboxProcess process = sandboxes.start(
                    engine,
                    ProcessSpec.builder(
                                    "massgen-outpost-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet())
                            .image(image)
                            .command(List.of("/bin/sh", "-c", "read wait"))
                            .labels(Map.of(
                                    SandboxLabels.OWNER, sandboxes.owner().label()))
                            .policy(policy(post))
                            .build(),
                    new StderrTail());
            started = true;
            return new Outpost(sandboxes, process, reference.equals(PYTHON));
        } finally {
            if (!started) {
                sandboxes.close();
            }
        }
    }

    private static IsolationPolicy policy(Post post) {
        return TestPolicy.locked().runtime(post.runtime()).build();
    }

    /** Opens its way out; every name leads to the addresses, in literals. */
    EgressGate open(boolean allowPrivate, String listed, String... addresses) throws InterruptedException {
        return EgressGate.open(
                process,
                new EgressList(List.of(EgressHost.of(listed)), allowPrivate),
                host -> resolve(addresses),
                new EgressAudit("agent1", "outpost", events::add, System::nanoTime),
                bytes -> {},
                lost::complete,
                PATIENCE);
    }

    private List<InetAddress> resolve(String... addresses) throws UnknownHostException {
        lookups.incrementAndGet();
        InetAddress[] all = new InetAddress[addresses.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = InetAddress.getByName(addresses[i]);
        }
        return List.of(all);
    }

    /** Runs a program beside it; gives its output. */
    String run(String... command) throws IOException, InterruptedException {
        try (ExecProcess program = process.exec(ExecSpec.of(List.of(command)), bytes -> {})) {
            return new String(program.stdout().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    /** What the way out answers to bytes. */
    String ask(byte[] bytes) throws IOException, InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(bytes);
        return python ? run("python3", "-c", PYTHON_CLIENT, encoded) : run("node", "-e", NODE_CLIENT, encoded);
    }

    String ask(String text) throws IOException, InterruptedException {
        return ask(text.getBytes(StandardCharsets.UTF_8));
    }

    String connect(String authority) throws IOException, InterruptedException {
        return ask("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n\r\n");
    }

    List<SessionEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public void close() {
        process.close();
        sandboxes.close();
    }
}
