package ai.massgen.core.tool;

import ai.massgen.api.config.ByteSize;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tool servers of one run. None is started before an agent needs it; then all that the agent may use start side by
 * side.
 */
public final class ToolServers implements ToolSupply {
    private static final Logger LOG = LoggerFactory.getLogger(ToolServers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration CLOSE_LIMIT = Duration.ofMinutes(1);

    private final Map<String, ToolPlan> plans;
    private final ByteSize resultLimit;
    private final List<LocalTool> localTools;
    private final ToolSite site;
    private final LongSupplier nanoTime;
    private final Optional<WarmServers.Visit> warm;
    private final Vigilance vigilance;
    private final Task lifetimes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, ToolServer> servers = new LinkedHashMap<>();

    private record Key(String name, ServerUser user) {}

    /**
     * Prepares the servers of a plan. Starts none.
     *
     * @param plan what runs
     * @param localTools tools that need no server
     * @param site where it runs
     */
    public ToolServers(RunPlan plan, List<LocalTool> localTools, ToolSite site) {
        this(plan.tools(), plan.limits().toolResult(), localTools, site, System::nanoTime);
    }

    ToolServers(
            Map<String, ToolPlan> plans,
            ByteSize resultLimit,
            List<LocalTool> localTools,
            ToolSite site,
            LongSupplier nanoTime) {
        this.localTools = List.copyOf(localTools);
        this.plans = plans;
        this.resultLimit = resultLimit;
        this.site = site;
        this.nanoTime = nanoTime;
        this.warm = plans.values().stream().anyMatch(plan -> plan.warm() > 0)
                ? site.warm().map(pool -> pool.enter(site.events(), site.signal()))
                : Optional.empty();
        this.vigilance = new Vigilance(site.events());
        this.lifetimes = Task.start("massgen-lifetimes-" + site.run(), this::watchLifetimes);
    }

    @Override
    public Toolbox forAgent(Alias agent, List<String> names, Stage stage) {
        List<ToolServer> servers =
                names.stream().map(name -> server(name, agent, stage)).toList();
        List<LocalTool> local =
                localTools.stream().filter(tool -> tool.isFor(agent)).toList();
        if (servers.isEmpty() && local.isEmpty()) {
            return Toolbox.EMPTY;
        }
        Approvals approvals =
                new Approvals(agent.toString(), plans, site.oversight().permission(), site.events());
        return new AgentTools(
                agent.toString(),
                stage,
                new Offer(
                        agent.toString(),
                        servers,
                        local,
                        new RouteMaker(approvals, resultLimit),
                        vigilance,
                        site.events()),
                site.events());
    }

    private ToolServer server(String name, Alias agent, Stage stage) {
        ToolPlan plan = plans.get(name);
        if (plan == null) {
            throw new IllegalArgumentException("the plan has no tool named '" + name + "'");
        }
        // a server that may do no more in the presentation than before goes on
        Stage own = plan.writesInPresentation() ? stage : Stage.COORDINATION;
        ServerUser user = plan.scope() == ToolConfig.Scope.RUN ? ServerUser.RUN : ServerUser.of(agent, own);
        lock.lock();
        try {
            return servers.computeIfAbsent(new Key(name, user), key -> server(plan, user));
        } finally {
            lock.unlock();
        }
    }

    private ToolServer server(ToolPlan plan, ServerUser user) {
        Reference reference = new Reference(plan, user, site);
        if (plan.manner().commands().isPresent()) {
            return new CommandServer(plan, user, site, reference, nanoTime);
        }
        return switch (plan.scope()) {
            case AGENT, RUN -> new LastingServer(plan, user, site, reference, nanoTime);
            case CALL -> new FreshServer(plan, user, site, reference, nanoTime);
        };
    }

    private List<ToolServer> all() {
        lock.lock();
        try {
            return List.copyOf(servers.values());
        } finally {
            lock.unlock();
        }
    }

    private void watchLifetimes() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                endOldOnes();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void endOldOnes() {
        all().forEach(ToolServer::endIfTooOld);
    }

    /** Ends all servers side by side and waits for it; an interrupt makes it less polite. Bounded, throws nothing. */
    @Override
    public void close() {
        lifetimes.interrupt();
        List<Task> closing = all().stream()
                .map(server -> Task.start("massgen-close-" + server.name(), server::close))
                .toList();
        closing.forEach(ToolServers::await);
        warm.ifPresent(WarmServers.Visit::close);
    }

    private static void await(Task task) {
        try {
            if (!task.join(CLOSE_LIMIT)) {
                LOG.warn("a tool server did not end in {}", CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!task.stop(CLOSE_LIMIT)) {
                LOG.warn("a tool server did not end in {}", CLOSE_LIMIT);
            }
        }
    }
}
