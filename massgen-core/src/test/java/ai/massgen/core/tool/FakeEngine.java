package ai.massgen.core.tool;

import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ExitStatus;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.SweepFilter;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.mcp.ScriptedPeer;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An engine inside the test: each start is a server that does what the test says. */
final class FakeEngine implements ToolSandbox<FakeEngine.Settings>, Sandbox {
    /** What a test says about the {@code number}th server that is started. */
    interface Script {
        void prepare(ScriptedPeer server, Consumer<? super byte[]> stderr, int number) throws InterruptedException;
    }

    /** No settings. */
    public record Settings() {}

    final List<ProcessSpec> started = new CopyOnWriteArrayList<>();
    final List<FakeProcess> processes = new CopyOnWriteArrayList<>();
    private final Script script;

    FakeEngine(Script script) {
        this.script = script;
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public int spiLevel() {
        return 1;
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public Set<SandboxCapability> capabilities() {
        return Set.of(SandboxCapability.ISOLATION);
    }

    @Override
    public Sandbox open(Settings config, SandboxContext context) {
        return this;
    }

    @Override
    public EngineReport probe() {
        return new EngineReport("fake", "1", "1", "here", List.of(), false, Map.of(), List.of());
    }

    @Override
    public ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) {
        throw new AssertionError("this engine has no images");
    }

    @Override
    public SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        started.add(spec);
        FakeProcess process = new FakeProcess(spec.name(), new ScriptedPeer());
        processes.add(process);
        script.prepare(process.peer, stderr, started.size());
        process.peer.start();
        return process;
    }

    @Override
    public List<Leftover> sweep(SweepFilter filter) {
        return List.of();
    }

    @Override
    public void close() {}

    /** One started server. */
    static final class FakeProcess implements SandboxProcess {
        static final Duration CPU = Duration.ofMillis(7);

        final ScriptedPeer peer;
        private final String name;
        private final CompletableFuture<ExitStatus> exit = new CompletableFuture<>();
        volatile boolean closed;

        FakeProcess(String name, ScriptedPeer peer) {
            this.name = name;
            this.peer = peer;
        }

        /** The server is gone all of a sudden. */
        void die(int code) {
            exit.complete(new ExitStatus(code, code == 137));
            peer.closeOutput();
        }

        @Override
        public String id() {
            return name;
        }

        /** A server that ends when its input does. */
        @Override
        public OutputStream stdin() {
            return new FilterOutputStream(peer.stdin()) {
                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    out.write(bytes, from, count);
                }

                @Override
                public void close() throws IOException {
                    super.close();
                    exit.complete(new ExitStatus(0, false));
                }
            };
        }

        @Override
        public InputStream stdout() {
            return peer.stdout();
        }

        @Override
        public List<Evidence> evidence() {
            return List.of();
        }

        @Override
        public Optional<ExitStatus> awaitExit(Duration timeout) throws InterruptedException {
            try {
                return Optional.of(exit.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Optional<ResourceUsage> usage() {
            return Optional.of(new ResourceUsage(Optional.of(CPU), OptionalLong.of(1 << 20)));
        }

        @Override
        public void terminate() {
            die(143);
        }

        @Override
        public void close() {
            closed = true;
            exit.complete(new ExitStatus(137, false));
            peer.close();
        }
    }
}
