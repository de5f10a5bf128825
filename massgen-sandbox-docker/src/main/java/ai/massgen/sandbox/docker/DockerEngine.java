package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.SweepFilter;
import ai.massgen.toolkit.io.BackgroundThread;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to a Docker engine. */
final class DockerEngine implements Sandbox {
    private final DockerConfig config;
    private final SandboxContext context;
    private final EngineApi api;
    private final EngineEvents events;
    private final Guard guard;
    private final AtomicBoolean trouble = new AtomicBoolean();
    private final Set<Teardown> live = ConcurrentHashMap.newKeySet();
    private volatile @Nullable EngineFacts facts;
    private volatile boolean closed;

    DockerEngine(DockerConfig config, SandboxContext context, EngineAddress address) {
        this.config = config;
        this.context = context;
        this.api = new EngineApi(config, address);
        this.events = new EngineEvents(api);
        this.guard = new Guard(address.endpoint(), context::warn);
    }

    EngineApi api() {
        return api;
    }

    EngineEvents events() {
        return events;
    }

    Guard guard() {
        return guard;
    }

    DockerConfig config() {
        return config;
    }

    SandboxContext context() {
        return context;
    }

    @Override
    public EngineReport probe() throws InterruptedException {
        requireOpen();
        EngineFacts asked = EngineFacts.ask(api);
        facts = asked;
        return Report.of(api, asked, config.runtime());
    }

    @Override
    public ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) throws InterruptedException {
        requireOpen();
        guard.begin();
        return new ImagePreparation(api, config.pullIdleTimeout()).prepare(source, progress);
    }

    @Override
    public SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        requireOpen();
        Teardown teardown = new Teardown(spec.name(), this::warnOfLeftovers, live::remove);
        live.add(teardown);
        if (closed) { // close may have missed this one
            teardown.made();
            teardown.close();
            requireOpen();
        }
        CompletableFuture<SandboxProcess> result = new CompletableFuture<>();
        Launch launch = new Launch(this, spec, stderr, teardown);
        BackgroundThread.virtual("massgen-docker-start-" + spec.name(), () -> run(launch, teardown, result));
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNull(e.getCause(), "cause"));
        } catch (InterruptedException e) {
            giveUp(launch, result);
            throw e;
        }
    }

    private void warnOfLeftovers(String message) {
        trouble.set(true);
        context.warn(message);
    }

    private void run(Launch launch, Teardown teardown, CompletableFuture<SandboxProcess> result) {
        try {
            SandboxProcess process = launch.run();
            teardown.made();
            result.complete(process);
        } catch (Throwable e) { // whatever it is, the container goes and the caller hears of it
            teardown.made();
            if (e instanceof SandboxException failure && failure.kind() == Kind.ENGINE_UNAVAILABLE) {
                facts = null; // whoever answers next may be another engine
            }
            teardown.close();
            result.completeExceptionally(e);
        }
    }

    /** Waits a moment for everything to be gone; if that is not enough, it goes on in the background. */
    private static void giveUp(Launch launch, CompletableFuture<SandboxProcess> result) {
        launch.abandon();
        CompletableFuture<Void> gone = result.handle((process, failure) -> {
            if (process != null) {
                process.close();
            }
            return null;
        });
        try {
            gone.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            // the caller is interrupted already and will hear nothing else
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case SandboxException e -> new SandboxException(e.kind(), String.valueOf(e.getMessage()), e);
            case InterruptedException e -> throw e;
            case Error e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalStateException(cause);
        };
    }

    EngineFacts facts() throws InterruptedException {
        EngineFacts known = facts;
        if (known == null) {
            known = EngineFacts.ask(api);
            facts = known;
        }
        return known;
    }

    @Override
    public List<Leftover> sweep(SweepFilter filter) throws InterruptedException {
        requireOpen();
        return new Sweep(api, context::warn).run(filter);
    }

    private void requireOpen() {
        if (closed) {
            throw new SandboxException(Kind.LOST, "this connection to Docker is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        live.forEach(Teardown::begin);
        List.copyOf(live).forEach(Teardown::close);
        events.close();
        guard.end(!trouble.get());
    }
}
