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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server whose process answers many calls. It is started when somebody first needs it, on a thread of its own, so that
 * an agent that is cancelled meanwhile takes nothing away from others. A process that is lost is replaced when the server
 * is needed next, as long as its circuit breaker allows it. Thread-safe.
 */
final class LastingServer implements ToolServer {
    private static final Logger LOG = LoggerFactory.getLogger(LastingServer.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ToolPlan plan;
    private final ServerUser user;
    private final Reference reference;
    private final ServerStart starter;
    private final StartSignal signal;
    private final ServerNews news;
    private final LongSupplier nanoTime;
    private final CallGate gate = new CallGate();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Task> discards = new ArrayList<>();
    private final CircuitBreaker breaker;
    private @Nullable Attempt current;
    private int starts;
    private boolean everRan;
    private boolean closed;

    LastingServer(ToolPlan plan, ServerUser user, ToolSite site, Reference reference, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.reference = reference;
        this.starter = new ServerStart(plan, user, site, reference, nanoTime);
        this.signal = site.signal();
        this.news = new ServerNews(plan, user, site.events());
        this.breaker = new CircuitBreaker(nanoTime);
        this.nanoTime = nanoTime;
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

    /** If it is known what the server has, there is no hurry. What has run once and fails now fails its calls only. */
    @Override
    public void begin() {
        if (reference.tools().isPresent() && isUntouched()) {
            signal.hold(this::launchIfUntouched);
        } else {
            attempt().filter(attempt -> !hasRun()).ifPresent(Attempt::raise);
        }
    }

    private boolean isUntouched() {
        lock.lock();
        try {
            return starts == 0 && !closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRun() {
        lock.lock();
        try {
            return everRan;
        } finally {
            lock.unlock();
        }
    }

    private void launchIfUntouched() {
        lock.lock();
        try {
            if (isUntouched()) {
                Attempt ignored = launch();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<ToolPin> tools() throws InterruptedException {
        if (reference.tools().isEmpty()) {
            RunningServer ignored = running();
        }
        List<ToolPin> known = reference.tools().orElse(List.of());
        news.wrongNames(SideTools.beside(known, plan));
        return SideTools.beside(
                known.stream().filter(tool -> plan.allows(tool.name())).toList(), plan);
    }

    @Override
    public McpToolResult call(ToolPin tool, ToolCall call) throws InterruptedException {
        Duration limit = plan.timeouts().call();
        long end = nanoTime.getAsLong() + limit.toNanos();
        CallGate.Place place = gate.enter(limit).orElseThrow(news::busy);
        try (place) {
            McpToolResult result;
            try {
                result = running().call(tool, call.arguments(), left(end));
            } catch (McpException e) {
                if (e.kind() != McpException.Kind.SESSION_ENDED) {
                    throw e;
                }
                result = running().call(tool, call.arguments(), left(end)); // in a session of its own
            }
            succeeded();
            return result;
        }
    }

    private Duration left(long end) {
        return Duration.ofNanos(Math.max(1, end - nanoTime.getAsLong()));
    }

    private void succeeded() {
        lock.lock();
        try {
            breaker.succeeded();
        } finally {
            lock.unlock();
        }
    }

    private RunningServer running() throws InterruptedException {
        return attempt().orElseThrow(() -> news.unavailable(breaker.left())).await();
    }

    /** The attempt that counts, a new one if need be; empty while none may be made. */
    private Optional<Attempt> attempt() {
        lock.lock();
        try {
            if (closed) {
                throw new SandboxException(SandboxException.Kind.LOST, "the run has ended");
            }
            Attempt known = current;
            if (known != null && !isOver(known)) {
                return Optional.of(known);
            }
            return breaker.allows() ? Optional.of(launch()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What was lost is over; a start that failed only if there was one that did not: else it would fail like before. */
    private boolean isOver(Attempt attempt) {
        Optional<RunningServer> lost = attempt.server().filter(RunningServer::hasEnded);
        lost.ifPresent(server -> {
            breaker.failed();
            current = null;
            discard(server, () -> news.lost(server));
        });
        return lost.isPresent() || (everRan && attempt.hasFailed());
    }

    private Attempt launch() {
        starts++;
        int number = starts;
        CompletableFuture<RunningServer> outcome = new CompletableFuture<>();
        Attempt attempt = new Attempt(
                outcome, Task.start("massgen-start-" + user + "-" + plan.name(), () -> start(number, outcome)));
        current = attempt;
        return attempt;
    }

    private void start(int number, CompletableFuture<RunningServer> outcome) {
        try {
            RunningServer server = starter.start(number);
            hasStarted(true);
            outcome.complete(server);
        } catch (MassGenException e) {
            hasStarted(false);
            news.failed(e.code(), String.valueOf(e.getMessage()));
            outcome.completeExceptionally(e);
        } catch (InterruptedException e) {
            outcome.completeExceptionally(new SandboxException(
                    SandboxException.Kind.LOST,
                    "the run has ended; the tool server " + plan.name() + " was still starting"));
        } catch (RuntimeException | Error e) { // whatever it is, nobody may wait for ever
            outcome.completeExceptionally(e);
        }
    }

    private void hasStarted(boolean well) {
        lock.lock();
        try {
            if (well) {
                everRan = true;
            } else if (everRan) {
                breaker.failed();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void endIfTooOld() {
        lock.lock();
        try {
            Optional<RunningServer> old = current == null
                    ? Optional.empty()
                    : current.server()
                            .filter(server -> server.age(nanoTime.getAsLong())
                                            .compareTo(plan.timeouts().lifetime())
                                    > 0);
            old.ifPresent(server -> {
                current = null;
                discard(server, news::tooOld);
            });
        } finally {
            lock.unlock();
        }
    }

    /** Takes a server away, on a thread of its own because that takes a moment. */
    private void discard(RunningServer server, Runnable report) {
        discards.add(Task.start("massgen-discard-" + user + "-" + plan.name(), () -> {
            report.run();
            server.close();
            news.stopped(server);
        }));
    }

    @Override
    public void close() {
        Optional<Attempt> last;
        List<Task> discarding;
        lock.lock();
        try {
            closed = true;
            last = Optional.ofNullable(current);
            current = null;
            discarding = List.copyOf(discards);
        } finally {
            lock.unlock();
        }
        last.ifPresent(this::end);
        discarding.forEach(this::await);
    }

    private void end(Attempt attempt) {
        await(attempt.task());
        attempt.server().ifPresent(server -> {
            if (server.hasEnded()) {
                news.lost(server);
            }
            server.close();
            news.stopped(server);
        });
    }

    private void await(Task task) {
        if (!task.stop(STOP_LIMIT)) {
            LOG.warn("the tool server {} of {} could not be ended in {}", plan.name(), user, STOP_LIMIT);
        }
    }
}
