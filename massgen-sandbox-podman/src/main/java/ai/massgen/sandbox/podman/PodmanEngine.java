package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.SweepFilter;
import ai.massgen.toolkit.container.ContainerGuard;
import ai.massgen.toolkit.container.Containers;
import ai.massgen.toolkit.container.EngineAddress;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to Podman. */
final class PodmanEngine implements Sandbox {
    private final PodmanConfig config;
    private final SandboxContext context;
    private final Libpod libpod;
    private final Containers containers;
    private final ContainerGuard guard;
    private volatile @Nullable PodmanFacts facts;

    PodmanEngine(PodmanConfig config, SandboxContext context, EngineAddress address) {
        this.config = config;
        this.context = context;
        this.libpod = new Libpod(config, address);
        this.containers = new Containers("Podman", context::warn);
        this.guard = new ContainerGuard(address.endpoint(), Plan.GUARD_LABEL, context::warn);
    }

    Libpod libpod() {
        return libpod;
    }

    ContainerGuard guard() {
        return guard;
    }

    SandboxContext context() {
        return context;
    }

    @Override
    public EngineReport probe() throws InterruptedException {
        containers.requireOpen();
        PodmanFacts asked = PodmanFacts.ask(libpod);
        facts = asked;
        return Report.of(libpod, asked);
    }

    @Override
    public ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) throws InterruptedException {
        containers.requireOpen();
        guard.begin();
        return new ImagePreparation(libpod, config.pullIdleTimeout()).prepare(source, progress);
    }

    @Override
    public SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        return containers.start(spec.name(), teardown -> new Launch(this, spec, stderr, teardown));
    }

    /** Whoever answers next may be another service. */
    void forgetFacts() {
        facts = null;
    }

    PodmanFacts facts() throws InterruptedException {
        PodmanFacts known = facts;
        if (known == null) {
            known = PodmanFacts.ask(libpod);
            facts = known;
        }
        return known;
    }

    @Override
    public List<Leftover> sweep(SweepFilter filter) throws InterruptedException {
        containers.requireOpen();
        return new Sweep(libpod, context).run(filter);
    }

    @Override
    public void close() {
        containers.close();
        guard.end(containers.clean());
    }
}
