package ai.massgen.core.sandbox;

import ai.massgen.api.MassGenException;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.plan.ConfiguredSandbox;
import ai.massgen.core.plan.ToolImage;
import ai.massgen.core.task.Closer;
import ai.massgen.core.task.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sandboxes of one run. Opens each engine once, sweeps it for what dead owners left behind while the run goes on, and
 * starts at most one container per core at a time: more only make each other slow. Thread-safe.
 */
public final class Sandboxes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandboxes.class);
    /** Clocks differ and engines are slow: an expiry is never exact. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private static final Duration SWEEP_STOP = Duration.ofSeconds(2);

    private final InstantSource clock;
    private final Map<String, String> environment;
    private final EventSink events;
    private final ThisMachine machine = new ThisMachine();
    private final OwnerIdentity owner = machine.self();
    private final Semaphore starts;
    private final Optional<Sandboxes> neighbour;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ConfiguredSandbox<?>, Sandbox> opened = new HashMap<>();
    private final Map<PreparedKey, Prepared> images = new ConcurrentHashMap<>();
    private final Closer closer = new Closer();
    private @Nullable PrivateDirectory privateDirectory;
    private boolean closed;

    private record PreparedKey(ConfiguredSandbox<?> sandbox, ToolImage image) {}

    /** One image: whoever asks first prepares it, the others wait. */
    private static final class Prepared {
        final ReentrantLock lock = new ReentrantLock();

        @Nullable ImageId id;
    }

    /**
     * Creates an empty set.
     *
     * @param clock the clock
     * @param environment the environment variables
     * @param events where the user is told what is not an error
     */
    public Sandboxes(InstantSource clock, Map<String, String> environment, EventSink events) {
        this(clock, environment, events, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Creates an empty set that does not ask how many cores there are.
     *
     * @param clock the clock
     * @param environment the environment variables
     * @param events where the user is told what is not an error
     * @param startsAtOnce how many containers may be starting at the same time
     */
    public Sandboxes(InstantSource clock, Map<String, String> environment, EventSink events, int startsAtOnce) {
        this(clock, environment, events, new Semaphore(startsAtOnce, true), Optional.empty());
    }

    private Sandboxes(
            InstantSource clock,
            Map<String, String> environment,
            EventSink events,
            Semaphore starts,
            Optional<Sandboxes> neighbour) {
        this.starts = starts;
        this.neighbour = neighbour;
        this.clock = clock;
        this.environment = Map.copyOf(environment);
        this.events = events;
    }

    /**
     * An empty set that starts its containers in turn with those of this one. Where this one has an engine open, the other
     * asks it for images there.
     *
     * @param audience where its user is told what is not an error
     * @return another set, to be closed by itself
     */
    public Sandboxes beside(EventSink audience) {
        return new Sandboxes(clock, environment, audience, starts, Optional.of(this));
    }

    /**
     * Who owns what is started here.
     *
     * @return this process
     */
    public OwnerIdentity owner() {
        return owner;
    }

    /**
     * When something started now may be removed by anybody.
     *
     * @param lifetime how long it may live
     * @return a moment after its end
     */
    public Instant expiry(Duration lifetime) {
        return clock.instant().plus(lifetime).plus(SLACK);
    }

    /**
     * Opens an engine, or gives the one that is open.
     *
     * @param configured the engine with its settings
     * @return the open engine, which must not be closed by the caller
     * @throws SandboxException if it cannot be opened, or everything is closed
     */
    public Sandbox open(ConfiguredSandbox<?> configured) {
        lock.lock();
        try {
            if (closed) {
                throw new SandboxException(SandboxException.Kind.ENGINE_UNAVAILABLE, "the run has ended");
            }
            Sandbox known = opened.get(configured);
            if (known != null) {
                return known;
            }
            Sandbox sandbox = closer.add(configured.open(new OpenContext(
                    clock,
                    environment,
                    privateDirectory(),
                    message -> events.publish(new SessionEvent.Note(message)))));
            opened.put(configured, sandbox);
            Task sweep = Task.start("massgen-sweep-" + configured.name(), () -> sweep(configured.name(), sandbox));
            closer.add(() -> {
                if (!sweep.stop(SWEEP_STOP)) {
                    LOG.warn("the sweep of {} does not stop", configured.name());
                }
            });
            return sandbox;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes an image ready, once however many ask.
     *
     * @param configured the engine
     * @param source where the image comes from
     * @return its identity
     * @throws SandboxException if it cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public ImageId prepare(ConfiguredSandbox<?> configured, ImageSource source) throws InterruptedException {
        return prepare(configured, new ToolImage.Named(source));
    }

    /**
     * Makes the image of a tool ready, once however many ask. The image of a package is looked for, and built if the engine
     * does not have it.
     *
     * @param configured the engine
     * @param image the image
     * @return its identity
     * @throws SandboxException if it cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public ImageId prepare(ConfiguredSandbox<?> configured, ToolImage image) throws InterruptedException {
        Sandbox sandbox = neighbour.flatMap(other -> other.known(configured)).orElseGet(() -> open(configured));
        Prepared prepared = images.computeIfAbsent(new PreparedKey(configured, image), key -> new Prepared());
        prepared.lock.lockInterruptibly();
        try {
            ImageId id = prepared.id;
            if (id == null) {
                id = switch (image) {
                    case ToolImage.Named named -> sandbox.prepare(named.source(), new FirstProgress(named.words()));
                    case ToolImage.Built built -> new PackageBuild(this, configured, built.recipe(), events).prepare();
                };
                prepared.id = id;
            }
            return id;
        } finally {
            prepared.lock.unlock();
        }
    }

    /**
     * Starts a process, after those that are being started on all cores.
     *
     * @param configured the engine
     * @param spec what to run
     * @param stderr receives its standard error
     * @return the running process, to be closed by the caller
     * @throws SandboxException if it cannot be started as asked
     * @throws InterruptedException if the thread is interrupted
     */
    public SandboxProcess start(ConfiguredSandbox<?> configured, ProcessSpec spec, Consumer<? super byte[]> stderr)
            throws InterruptedException {
        Sandbox sandbox = open(configured);
        starts.acquire();
        try {
            return sandbox.start(spec, stderr);
        } finally {
            starts.release();
        }
    }

    private Optional<Sandbox> known(ConfiguredSandbox<?> configured) {
        lock.lock();
        try {
            return closed ? Optional.empty() : Optional.ofNullable(opened.get(configured));
        } finally {
            lock.unlock();
        }
    }

    private void sweep(String name, Sandbox sandbox) {
        try {
            List<Leftover> removed = sandbox.sweep(new DeadOwners(owner, machine, clock));
            if (!removed.isEmpty()) {
                events.publish(new SessionEvent.Note("Removed " + removed.size()
                        + (removed.size() == 1 ? " container" : " containers") + " that an earlier, killed run left on "
                        + name + "."));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MassGenException e) {
            // Whoever starts something on this engine is told; a sweep alone is no reason to bother anybody.
            LOG.info("could not sweep {}: {}", name, e.getMessage());
        }
    }

    private Path privateDirectory() {
        PrivateDirectory directory = privateDirectory;
        if (directory == null) {
            directory = PrivateDirectory.create(PrivateDirectory.parent(environment), owner, machine);
            privateDirectory = directory;
            closer.add(directory);
        }
        return directory.path();
    }

    /** Closes all engines, which removes everything that was started. Idempotent, bounded, throws nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        closer.close();
    }

    /** Tells the user once that an image is being fetched, because that takes long. */
    private final class FirstProgress implements Consumer<ImageProgress> {
        private final String image;
        private boolean told;

        FirstProgress(String image) {
            this.image = image;
        }

        @Override
        public void accept(ImageProgress progress) {
            if (!told) {
                told = true;
                events.publish(new SessionEvent.Note("Fetching image " + image + "."));
            }
        }
    }
}
