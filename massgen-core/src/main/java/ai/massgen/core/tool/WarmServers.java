package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.egress.EgressAudit;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tool servers that stand ready for the runs of one system: started, attached, initialised and listed ahead. Each is given
 * away once, to one agent or one call, and never comes back. What is missing is started in the background, for each tool
 * one after another, and never while a run has not sent its first model requests. Thread-safe.
 */
public final class WarmServers implements AutoCloseable {
    /** How long they stand ready after the last run has ended. */
    static final Duration IDLE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(WarmServers.class);
    private static final EventSink LOGGED = event -> LOG.info("{}", event);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final String id = "warm-" + UUID.randomUUID().toString().substring(0, 13);
    private final Sandboxes engines;
    private final LongSupplier nanoTime;
    private final boolean watching;
    private final AtomicInteger starts = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, WarmShelf> shelves = new LinkedHashMap<>();
    private final Set<Visit> visits = new LinkedHashSet<>();
    private final List<Task> tasks = new ArrayList<>();
    private boolean watched;
    private long lastVisit;
    private boolean closed;

    /**
     * Creates an empty pool. Starts nothing.
     *
     * @param clock the clock
     * @param environment the environment variables
     */
    public WarmServers(InstantSource clock, Map<String, String> environment) {
        this(new Sandboxes(clock, environment, LOGGED), System::nanoTime, true);
    }

    /**
     * Creates an empty pool.
     *
     * @param engines where its containers run; closed with it
     * @param nanoTime a clock
     * @param watching whether it looks after what stands ready by itself
     */
    WarmServers(Sandboxes engines, LongSupplier nanoTime, boolean watching) {
        this.engines = engines;
        this.nanoTime = nanoTime;
        this.watching = watching;
        this.lastVisit = nanoTime.getAsLong();
    }

    /**
     * The engines of one run, which start their containers in turn with those of the pool.
     *
     * @param events where the run's user hears of them
     * @return the engines, to be closed with the run
     */
    public Sandboxes beside(EventSink events) {
        return engines.beside(events);
    }

    /** A run that uses the pool. Closing it says that the run has ended. */
    final class Visit implements AutoCloseable {
        private final EventSink events;
        private boolean quiet = true;

        private Visit(EventSink events) {
            this.events = events;
        }

        /** The first model requests of the run are on their way. */
        private void beginsToWork() {
            lock.lock();
            try {
                quiet = false;
                shelves.values().forEach(WarmServers.this::fill);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (visits.remove(this)) {
                    lastVisit = nanoTime.getAsLong();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Tells of a run that begins. Until its signal is given nothing is started. */
    Visit enter(EventSink events, StartSignal signal) {
        Visit visit = new Visit(events);
        lock.lock();
        try {
            visits.add(visit);
        } finally {
            lock.unlock();
        }
        signal.hold(visit::beginsToWork);
        return visit;
    }

    /** A server that stands ready, exactly as asked for; it belongs to the caller then. */
    Optional<ReadyServer> take(ToolPlan plan, Optional<ImageId> image) {
        Optional<ReadyServer> taken;
        lock.lock();
        try {
            WarmShelf shelf = shelves.get(plan.name());
            if (shelf == null || !shelf.fits(plan, image)) {
                return Optional.empty();
            }
            shelf.spoiled().forEach(this::discard);
            taken = shelf.take();
            fill(shelf);
        } finally {
            lock.unlock();
        }
        return taken.filter(this::mountsAreWhatTheyWere);
    }

    /** A folder that was replaced meanwhile is seen by new servers only. */
    private boolean mountsAreWhatTheyWere(ReadyServer server) {
        try {
            server.spec().ifPresent(ServerSpec::verifyMounts);
            return true;
        } catch (SandboxException e) {
            LOG.info("a server that stood ready is not used: {}", e.getMessage());
            lock.lock();
            try {
                discard(server);
            } finally {
                lock.unlock();
            }
            return false;
        }
    }

    /**
     * Has servers started ahead, as many as the plan says.
     *
     * @param plan the server
     * @param image its image, which may run
     * @param site where the run is at home that wants it
     */
    void stock(ToolPlan plan, Optional<ImageId> image, ToolSite site) {
        if (plan.warm() == 0) {
            return;
        }
        lock.lock();
        try {
            if (closed) {
                return;
            }
            ToolSite here = site.elsewhere(id, engines, LOGGED);
            WarmShelf shelf = shelves.get(plan.name());
            if (shelf == null || !shelf.fits(plan, image)) {
                if (shelf != null) {
                    shelf.empty().forEach(this::discard);
                }
                shelf = new WarmShelf(plan, image, here, nanoTime);
                shelves.put(plan.name(), shelf);
            }
            shelf.moveTo(here);
            fill(shelf);
            if (watching && !watched) {
                watched = true;
                begin("massgen-" + id, this::watch);
            }
        } finally {
            lock.unlock();
        }
    }

    private void fill(WarmShelf shelf) {
        boolean mayStart = !closed && visits.stream().noneMatch(visit -> visit.quiet);
        if (mayStart && shelf.wantsMore()) {
            shelf.filling(true);
            begin("massgen-warm-" + shelf.plan().name(), () -> startOne(shelf, starts.incrementAndGet()));
        }
    }

    /** Begins work that the end of the pool interrupts and waits for. The lock is held. */
    private void begin(String name, Runnable work) {
        tasks.removeIf(Task::isOver);
        tasks.add(Task.start(name, work));
    }

    private void startOne(WarmShelf shelf, int number) {
        boolean well = false;
        try {
            ReadyServer server = start(shelf, number);
            well = true;
            put(shelf, server);
        } catch (MassGenException e) {
            tell("A server of " + shelf.plan().name() + " could not be started ahead: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("a server of {} could not be started ahead", shelf.plan().name(), e);
        } finally {
            ended(shelf, well);
        }
    }

    private ReadyServer start(WarmShelf shelf, int number) throws InterruptedException {
        ToolPlan plan = shelf.plan();
        ToolSite site;
        lock.lock();
        try {
            site = shelf.site();
        } finally {
            lock.unlock();
        }
        return new ServerIgnition(plan, nanoTime)
                .process(
                        ServerSpec.of(plan, ServerUser.RUN, site),
                        site,
                        shelf.image(),
                        EgressAudit.ofNobody(plan.name(), nanoTime),
                        number);
    }

    private void put(WarmShelf shelf, ReadyServer server) {
        lock.lock();
        try {
            if (!closed && shelves.get(shelf.plan().name()) == shelf) {
                shelf.add(server);
                return;
            }
        } finally {
            lock.unlock();
        }
        server.drop();
    }

    /** After a failure the next one is tried at the next look, and at last only after a pause. */
    private void ended(WarmShelf shelf, boolean well) {
        lock.lock();
        try {
            shelf.filling(false);
            if (well) {
                fill(shelf);
            } else {
                shelf.startFailed();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(String what) {
        LOG.info("{}", what);
        List<Visit> now;
        lock.lock();
        try {
            now = List.copyOf(visits);
        } finally {
            lock.unlock();
        }
        try {
            now.forEach(visit -> visit.events.publish(new SessionEvent.Note(what)));
        } catch (MassGenException e) {
            LOG.info("nobody could be told: {}", e.getMessage());
        }
    }

    /** Ends it, on a thread of its own because that takes a moment. The lock is held. */
    private void discard(ReadyServer server) {
        begin("massgen-discard-" + server.body().id(), server::close);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Replaces what has ended or is too old. When there was no run for a while, ends all. */
    void look() {
        lock.lock();
        try {
            if (visits.isEmpty() && nanoTime.getAsLong() - lastVisit > IDLE.toNanos()) {
                shelves.values().forEach(shelf -> shelf.empty().forEach(this::discard));
                shelves.clear();
            }
            for (WarmShelf shelf : shelves.values()) {
                shelf.spoiled().forEach(this::discard);
                fill(shelf);
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many stand ready. */
    int ready() {
        lock.lock();
        try {
            return shelves.values().stream().mapToInt(WarmShelf::size).sum();
        } finally {
            lock.unlock();
        }
    }

    /** Whether one is being started. */
    boolean isStarting() {
        lock.lock();
        try {
            return shelves.values().stream().anyMatch(WarmShelf::isFilling);
        } finally {
            lock.unlock();
        }
    }

    /** Ends all that stands ready and all that is being started. Idempotent, bounded, throws nothing. */
    @Override
    public void close() {
        List<Task> ending;
        lock.lock();
        try {
            closed = true;
            tasks.forEach(Task::interrupt);
            shelves.values()
                    .forEach(shelf -> shelf.empty()
                            .forEach(server ->
                                    begin("massgen-drop-" + server.body().id(), server::drop)));
            shelves.clear();
            ending = List.copyOf(tasks);
        } finally {
            lock.unlock();
        }
        for (Task each : ending) {
            if (!each.await(STOP_LIMIT)) {
                LOG.warn("a server that stood ready did not end in {}", STOP_LIMIT);
            }
        }
        engines.close();
    }
}
