package ai.massgen.examples.figures;

import ai.massgen.api.Json;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Sandboxes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Measures a sandbox against the same steps by hand and the engine's own program, in turns, in one run. */
final class Figures {
    private static final String IMAGE = "massgen/mcp-everything:latest";
    private static final String BUSYBOX = "massgen/busybox:latest";
    private static final String SMALL = """
            read -r l; echo '{"jsonrpc":"2.0","id":1,"result":{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}}'
            read -r l; n=2; while read -r l; do echo '{"jsonrpc":"2.0","id":'$n',"result":{"content":[]}}'; n=$((n+1)); done
            """;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Sandboxes sandboxes = new Sandboxes(InstantSource.system(), System.getenv(), event -> {});
    private final ConfiguredSandbox<?> engine;
    private final Program program;
    private final RawEngine raw;

    private Figures(String name) {
        Providers providers = Providers.installed();
        engine = ConfiguredSandbox.of(
                providers.sandbox(name),
                new ConfigReader(providers, System.getenv())
                        .sandbox(name, Map.of())
                        .settings());
        program = Program.of(name);
        raw = new RawEngine(Path.of(program.host().substring("unix://".length())), program.limits());
    }

    /** Arguments: rounds of starts, calls, sessions of the soak, and the engine: docker, if left out, or podman. */
    public static void main(String[] args) throws Exception {
        Figures figures = new Figures(args.length > 3 ? args[3] : "docker");
        try {
            figures.starts(Integer.parseInt(args[0]));
            figures.calls(Integer.parseInt(args[1]));
            figures.idle(10);
            figures.soak(Integer.parseInt(args[2]));
        } finally {
            figures.sandboxes.close();
        }
    }

    private ImageId image(String reference) throws InterruptedException {
        return sandboxes.prepare(engine, new ImageSource.Reference(reference, ImageSource.Pull.NEVER));
    }

    private SandboxProcess start(String reference, List<String> command) throws InterruptedException {
        return sandboxes.start(
                engine,
                ProcessSpec.builder("massgen-figures-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet())
                        .image(image(reference))
                        .command(command)
                        .labels(Map.of(SandboxLabels.OWNER, sandboxes.owner().label()))
                        .build(),
                bytes -> {});
    }

    private static McpClient client(java.io.InputStream out, java.io.OutputStream in) throws InterruptedException {
        McpClient client = McpClient.connect(
                out,
                in,
                new McpOptions(
                        "figures",
                        "1",
                        Duration.ofMinutes(1),
                        McpOptions.Limits.DEFAULT,
                        () -> "ended",
                        System::nanoTime));
        String ignored = client.initialize().name();
        return client;
    }

    private void starts(int rounds) throws Exception {
        List<Long> ours = new ArrayList<>();
        List<Long> byHand = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (int i = -2; i < rounds; i++) { // two to warm up
            long begin = System.nanoTime();
            try (SandboxProcess process = start(IMAGE, List.of())) {
                McpClient client = client(process.stdout(), process.stdin());
                keep(ours, i, begin);
                client.close();
            }
            begin = System.nanoTime();
            String id = raw.initialised(IMAGE);
            keep(byHand, i, begin);
            raw.remove(id);
            begin = System.nanoTime();
            Process run = program.run(IMAGE);
            McpClient client = client(run.getInputStream(), run.getOutputStream());
            keep(others, i, begin);
            client.close();
            run.waitFor();
        }
        report("create to initialised, MassGen", ours);
        report("create to initialised, by hand on the engine's API", byHand);
        report("create to initialised, " + program.words(), others);
        System.out.printf(
                "ratios: %.2f of by hand, %.2f of its program%n",
                (double) median(ours) / median(byHand), (double) median(ours) / median(others));
    }

    private void calls(int count) throws Exception {
        Process run = program.run(IMAGE);
        McpClient other = client(run.getInputStream(), run.getOutputStream());
        try (SandboxProcess process = start(IMAGE, List.of())) {
            McpClient client = client(process.stdout(), process.stdin());
            List<Long> ours = new ArrayList<>();
            List<Long> theirs = new ArrayList<>();
            Json hello = new Json("{\"message\":\"hello\"}");
            for (int i = -count / 2; i < count; i++) {
                long begin = System.nanoTime();
                boolean ignored =
                        client.callTool("echo", hello, Duration.ofSeconds(30)).error();
                keep(ours, i, begin);
                begin = System.nanoTime();
                ignored = other.callTool("echo", hello, Duration.ofSeconds(30)).error();
                keep(theirs, i, begin);
            }
            report("tools/call, MassGen's attach", ours);
            report("tools/call, through " + program.words(), theirs);
            System.out.printf("ratio: %.2f%n", (double) median(ours) / median(theirs));
            client.close();
        }
        other.close();
        run.waitFor();
    }

    private void idle(int count) throws Exception {
        List<SandboxProcess> processes = new ArrayList<>();
        processes.add(start(BUSYBOX, List.of("cat")));
        long heap = heap();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        for (int i = 0; i < count; i++) {
            processes.add(start(BUSYBOX, List.of("cat")));
        }
        System.out.printf(
                "idle: %.1f KiB of heap and %.2f platform threads a container%n",
                (heap() - heap) / 1024.0 / count,
                (double) (ManagementFactory.getThreadMXBean().getThreadCount() - threads) / count);
        processes.forEach(SandboxProcess::close);
    }

    private void soak(int sessions) throws Exception {
        session();
        long files = files();
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        long heap = heap();
        long begin = System.nanoTime();
        for (int i = 0; i < sessions; i++) {
            session();
        }
        System.out.printf(
                "soak: %d sessions in %d s; open files %+d, platform threads %+d, heap %+d KiB, containers left %s%n",
                sessions,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                files() - files,
                ManagementFactory.getThreadMXBean().getThreadCount() - threads,
                (heap() - heap) / 1024,
                sandboxes.open(engine).sweep(candidate -> false));
    }

    private void session() throws InterruptedException {
        try (SandboxProcess process = start(BUSYBOX, List.of("/bin/sh", "-c", SMALL))) {
            McpClient client = client(process.stdout(), process.stdin());
            boolean ignored =
                    client.callTool("x", new Json("{}"), Duration.ofSeconds(30)).error();
            client.close();
            boolean unused = process.awaitExit(Duration.ofSeconds(5)).isPresent();
        }
    }

    private static void keep(List<Long> times, int round, long begin) {
        if (round >= 0) {
            times.add(System.nanoTime() - begin);
        }
    }

    private static long median(List<Long> times) {
        List<Long> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void report(String what, List<Long> times) {
        System.out.printf(
                "%s: median %.2f ms, least %.2f, most %.2f, of %d%n",
                what, median(times) / 1e6, Collections.min(times) / 1e6, Collections.max(times) / 1e6, times.size());
    }

    private static long heap() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long files() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
