package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpException;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server of a run for one user. Its process is started when somebody first needs it, on a thread of its own, so that
 * an agent that is cancelled meanwhile takes nothing away from others. A process that is lost is replaced when the server
 * is needed next, a bounded number of times. Thread-safe.
 */
final class ToolServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToolServer.class);
    private static final int MOST_LOSSES = 3;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final ToolPlan plan;
    private final ServerUser user;
    private final ServerStart starter;
    private final EventSink events;
    private final LongSupplier nanoTime;
    private final CallGate gate = new CallGate();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Task> discards = new ArrayList<>();
    private @Nullable Attempt current;
    private int starts;
    private int losses;
    private boolean closed;

    ToolServer(ToolPlan plan, ServerUser user, ToolSite site, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.starter = new ServerStart(plan, user, site, nanoTime);
        this.events = site.events();
        this.nanoTime = nanoTime;
    }

    /** A start under way, or what came of it. */
    private record Attempt(CompletableFuture<RunningServer> outcome, Task task) {
        /** The server, if it has started and that went well. */
        Optional<RunningServer> server() {
            return outcome.isDone() && !outcome.isCompletedExceptionally()
                    ? Optional.of(outcome.join())
                    : Optional.empty();
        }
    }

    String name() {
        return plan.name();
    }

    Duration callLimit() {
        return plan.timeouts().call();
    }

    /** Whether a tool has to wait for the presentation. */
    boolean waits(McpTool tool) {
        return Planning.waits(plan.effects(), tool);
    }

    /** Makes sure that a start is under way, and does not wait for it. */
    void begin() {
        attempt();
    }

    /**
     * The tools that agents may use, after the start.
     *
     * @throws MassGenException if the server does not start
     */
    List<McpTool> tools() throws InterruptedException {
        return running().tools();
    }

    /**
     * Calls a tool as it was offered to the agent.
     *
     * @throws MassGenException if there is no answer
     */
    McpToolResult call(McpTool tool, ToolCall call) throws InterruptedException {
        long end = nanoTime.getAsLong() + callLimit().toNanos();
        CallGate.Place place = gate.enter(callLimit()).orElseThrow(this::busy);
        try (place) {
            RunningServer server = running();
            if (!server.tools().contains(tool)) {
                throw new ToolException(
                        "tool.definition-changed",
                        "the server " + plan.name() + " was restarted and describes its tool " + tool.name()
                                + " differently now, so the call was not made");
            }
            Duration left = Duration.ofNanos(Math.max(1, end - nanoTime.getAsLong()));
            return server.call(tool.name(), call.arguments(), left);
        }
    }

    private ToolException busy() {
        return new ToolException(
                "tool.busy",
                "the server " + plan.name() + " has too many calls to answer; try again later, or with fewer at once");
    }

    private RunningServer running() throws InterruptedException {
        try {
            return attempt().outcome().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Attempt attempt() {
        lock.lock();
        try {
            if (closed) {
                throw new SandboxException(SandboxException.Kind.LOST, "the run has ended");
            }
            Attempt known = current;
            if (known != null) {
                Optional<RunningServer> lost = known.server().filter(RunningServer::hasEnded);
                if (lost.isEmpty() || losses >= MOST_LOSSES) {
                    return known;
                }
                losses++;
                discard(lost.get(), () -> reportLoss(lost.get()));
            }
            return launch();
        } finally {
            lock.unlock();
        }
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
            outcome.complete(starter.start(number));
        } catch (MassGenException e) {
            reportFailure(e.code(), String.valueOf(e.getMessage()));
            outcome.completeExceptionally(e);
        } catch (InterruptedException e) {
            outcome.completeExceptionally(new SandboxException(
                    SandboxException.Kind.LOST,
                    "the run has ended; the tool server " + plan.name() + " was still starting"));
        } catch (RuntimeException | Error e) { // whatever it is, nobody may wait for ever
            outcome.completeExceptionally(e);
        }
    }

    /** Ends the process if it has outlived what its configuration allows; the next call starts another one. */
    void endIfTooOld() {
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
                discard(
                        server,
                        () -> reportFailure(
                                "tool.lifetime",
                                "the server " + plan.name() + " has reached its lifetime of "
                                        + plan.timeouts().lifetime().toSeconds() + " s and was ended"));
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
        }));
    }

    private void reportLoss(RunningServer server) {
        reportFailure(McpException.Kind.CLOSED.code(), "the server " + plan.name() + " was lost: " + server.epitaph());
    }

    private void reportFailure(String code, String message) {
        events.publish(new SessionEvent.ToolServerFailed(user.toString(), plan.name(), code, message));
    }

    /** Ends the process, politely first, and waits for its end. Idempotent, bounded, throws nothing. */
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
            boolean lost = server.hasEnded();
            server.close();
            if (lost) {
                reportLoss(server);
            } else {
                events.publish(
                        new SessionEvent.ToolServerStopped(user.toString(), plan.name(), server.id(), server.calls()));
            }
        });
    }

    private void await(Task task) {
        if (!task.stop(STOP_LIMIT)) {
            LOG.warn("the tool server {} of {} could not be ended in {}", plan.name(), user, STOP_LIMIT);
        }
    }
}
