package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.mcp.McpException;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server of which each call has a process of its own, that nothing has been asked of before and nothing will be after.
 * If it is not pinned yet, one more process is started to learn what it has. Thread-safe.
 */
final class FreshServer implements ToolServer {
    private static final Logger LOG = LoggerFactory.getLogger(FreshServer.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ToolPlan plan;
    private final ServerUser user;
    private final Reference reference;
    private final LastingServer scout;
    private final ServerStart starter;
    private final StartSignal signal;
    private final ServerNews news;
    private final CallGate gate = new CallGate();
    private final ReentrantLock lock = new ReentrantLock();
    private final CircuitBreaker breaker;
    private final List<Task> discards = new ArrayList<>();
    /** The scout is the first. */
    private int starts = 1;

    private boolean closed;

    FreshServer(ToolPlan plan, ServerUser user, ToolSite site, Reference reference, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.reference = reference;
        this.scout = new LastingServer(plan, user, site, reference, nanoTime);
        this.starter = new ServerStart(plan, user, site, reference, nanoTime);
        this.signal = site.signal();
        this.news = new ServerNews(plan, user, site.events());
        this.breaker = new CircuitBreaker(nanoTime);
    }

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public boolean required() {
        return plan.required();
    }

    @Override
    public boolean waits(McpTool tool) {
        return Planning.waits(plan.effects(), tool);
    }

    @Override
    public void begin() {
        if (reference.tools().isEmpty()) {
            scout.begin();
        } else if (plan.warm() > 0) {
            signal.hold(() -> keep(Task.start("massgen-ahead-" + user + "-" + plan.name(), this::ahead)));
        }
    }

    /** What is wrong comes up again when somebody calls, who is told then. */
    private void ahead() {
        try {
            starter.ahead();
        } catch (MassGenException e) {
            LOG.info("nothing of {} is started ahead: {}", plan.name(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<ToolPin> tools() throws InterruptedException {
        boolean known = reference.tools().isPresent();
        List<ToolPin> tools = scout.tools();
        if (!known) {
            keep(Task.start("massgen-discard-" + user + "-" + plan.name(), scout::close));
        }
        return tools;
    }

    @Override
    public McpToolResult call(ToolPin tool, ToolCall call) throws InterruptedException {
        Duration limit = plan.timeouts().call();
        CallGate.Place place = gate.enter(limit).orElseThrow(news::busy);
        try (place) {
            RunningServer server = start(next());
            try {
                McpToolResult result = server.call(tool, call.arguments(), limit);
                ended(true);
                return result;
            } catch (McpException e) {
                if (server.hasEnded()) {
                    ended(false);
                    news.lost(server);
                }
                throw e;
            } finally {
                keep(Task.start("massgen-discard-" + user + "-" + plan.name(), () -> discard(server)));
            }
        }
    }

    private int next() {
        lock.lock();
        try {
            if (closed) {
                throw new SandboxException(SandboxException.Kind.LOST, "the run has ended");
            }
            if (!breaker.allows()) {
                throw news.unavailable(breaker.left());
            }
            starts++;
            return starts;
        } finally {
            lock.unlock();
        }
    }

    private RunningServer start(int number) throws InterruptedException {
        try {
            return starter.start(number);
        } catch (MassGenException e) {
            ended(false);
            news.failed(e.code(), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void discard(RunningServer server) {
        server.close();
        news.stopped(server);
    }

    private void ended(boolean well) {
        lock.lock();
        try {
            if (well) {
                breaker.succeeded();
            } else {
                breaker.failed();
            }
        } finally {
            lock.unlock();
        }
    }

    private void keep(Task discard) {
        lock.lock();
        try {
            discards.removeIf(Task::isOver);
            discards.add(discard);
        } finally {
            lock.unlock();
        }
    }

    /** One process answers one call, so none gets old. */
    @Override
    public void endIfTooOld() {}

    @Override
    public void close() {
        List<Task> discarding;
        lock.lock();
        try {
            closed = true;
            discarding = List.copyOf(discards);
        } finally {
            lock.unlock();
        }
        scout.close();
        for (Task each : discarding) {
            if (!each.await(STOP_LIMIT)) {
                LOG.warn("a process of the tool server {} of {} did not end in {}", plan.name(), user, STOP_LIMIT);
            }
        }
    }
}
