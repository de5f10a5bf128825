package ai.massgen.sandbox.docker;

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

/** A connection to a Docker engine. */
final class DockerEngine implements Sandbox {
    private final DockerConfig config;
    private final SandboxContext context;
    private final EngineApi api;
    private final EngineEvents events;
    private final ContainerGuard guard;
    private final Containers containers;
    private volatile @Nullable EngineFacts facts;

    DockerEngine(DockerConfig config, SandboxContext context, EngineAddress address) {
        this.config = config;
        this.context = context;
        this.api = new EngineApi(config, address);
        this.events = new EngineEvents(api);
        this.containers = new Containers("Docker", context::warn);
        this.guard = new ContainerGuard(address.endpoint(), ContainerPlan.GUARD_LABEL, context::warn);
    }

    EngineApi api() {
        return api;
    }

    EngineEvents events() {
        return events;
    }

    ContainerGuard guard() {
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
        containers.requireOpen();
        EngineFacts asked = EngineFacts.ask(api);
        facts = asked;
        return Report.of(api, asked, config.runtime());
    }

    @Override
    public ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) throws InterruptedException {
        containers.requireOpen();
        guard.begin();
        RegistryLogin login = new RegistryLogin(DockerFolder.of(context), RegistryLogin.HELPERS, context::warn);
        return new ImagePreparation(api, config.pullIdleTimeout(), login).prepare(source, progress);
    }

    @Override
    public SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) throws InterruptedException {
        return containers.start(spec.name(), teardown -> new Launch(this, spec, stderr, teardown));
    }

    /** Whoever answers next may be another engine. */
    void forgetFacts() {
        facts = null;
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
        containers.requireOpen();
        return new Sweep(api, context::warn).run(filter);
    }

    @Override
    public void close() {
        containers.close();
        events.close();
        guard.end(containers.clean());
    }
}
