package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.command.CommandResult;
import ai.massgen.core.command.CommandTool;
import ai.massgen.core.mcp.McpException;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * No server but a tool of ours: it runs shell commands in one container of the agent's. The container starts with the
 * first command and is replaced when it is lost, which the model is told. Thread-safe.
 */
final class CommandServer implements ToolServer {
    private final ToolPlan plan;
    private final CommandStart starter;
    private final ServerNews news;
    private final LongSupplier nanoTime;
    private final List<ToolPin> tools;
    private final CallGate gate = new CallGate();
    private final CircuitBreaker breaker;
    /** Guards all below. Held while a container starts: nobody can do without it. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable CommandRoom current;
    private Optional<String> loss = Optional.empty();
    private int starts;
    private volatile boolean closed;

    CommandServer(ToolPlan plan, ServerUser user, ToolSite site, Reference reference, LongSupplier nanoTime) {
        this.plan = plan;
        this.starter = new CommandStart(plan, user, site, reference, nanoTime);
        this.news = new ServerNews(plan, user, site.events());
        this.nanoTime = nanoTime;
        this.tools = CommandStart.tools(plan);
        this.breaker = new CircuitBreaker(nanoTime);
    }

    /** The container for a command, and what the model has to know of it. */
    private record Lodging(CommandRoom room, Optional<String> note) {}

    @Override
    public String name() {
        return plan.name();
    }

    @Override
    public boolean ours() {
        return true;
    }

    @Override
    public boolean required() {
        return plan.required();
    }

    @Override
    public boolean waits(McpTool tool) {
        return Planning.waits(plan.effects(), tool);
    }

    /** Nothing starts before the first command. */
    @Override
    public void begin() {}

    @Override
    public List<ToolPin> tools() {
        news.wrongNames(tools);
        return tools;
    }

    @Override
    public McpToolResult call(ToolPin tool, ToolCall call) throws InterruptedException {
        Duration longest = plan.timeouts().call();
        CommandTool.Asked asked = CommandTool.asked(call.arguments(), longest);
        CallGate.Place place = gate.enter(longest).orElseThrow(news::busy);
        try (place) {
            Lodging lodging = lodging();
            try {
                CommandResult result = lodging.room().run(asked);
                ended(lodging.room(), true);
                return new McpToolResult(List.of(), Optional.of(result.json(lodging.note())), result.timedOut());
            } catch (SandboxException e) {
                ended(lodging.room(), false);
                throw e;
            }
        }
    }

    private Lodging lodging() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            dropLost();
            if (closed) {
                throw new SandboxException(SandboxException.Kind.LOST, "the run has ended");
            }
            CommandRoom known = current;
            if (known != null) {
                return new Lodging(known, Optional.empty());
            }
            if (!breaker.allows()) {
                throw news.unavailable(breaker.left());
            }
            CommandRoom fresh = start();
            current = fresh;
            Optional<String> note = loss.map(CommandServer::replaced);
            loss = Optional.empty();
            return new Lodging(fresh, note);
        } finally {
            lock.unlock();
        }
    }

    private static String replaced(String reason) {
        return "The container of the commands before is gone (" + reason
                + "). This one is new: only /workspace is as it was, jobs in the background have ended.";
    }

    private CommandRoom start() throws InterruptedException {
        starts++;
        try {
            return starter.start(starts);
        } catch (MassGenException e) {
            breaker.failed();
            news.failed(e.code(), String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private void ended(CommandRoom room, boolean well) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (well) {
                breaker.succeeded();
            }
            if (room == current) {
                dropLost();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes the container away if it is of no use any more. */
    private void dropLost() throws InterruptedException {
        CommandRoom known = current;
        if (known != null && known.hasEnded()) {
            String epitaph = known.epitaph();
            news.failed(McpException.Kind.CLOSED.code(), "the container of " + plan.name() + " was lost: " + epitaph);
            breaker.failed();
            drop(known, epitaph.lines().findFirst().orElse(""));
        }
    }

    private void drop(CommandRoom room, String reason) {
        current = null;
        loss = Optional.of(reason);
        room.close();
        news.stopped(room.id(), room.usage());
    }

    @Override
    public void endIfTooOld() {
        if (!lock.tryLock()) {
            return; // something starts or ends; there is a next time
        }
        try {
            CommandRoom known = current;
            if (known != null
                    && known.age(nanoTime.getAsLong()).compareTo(plan.timeouts().lifetime()) > 0) {
                news.tooOld();
                drop(known, "it had reached its lifetime");
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        closed = true;
        lock.lock();
        try {
            CommandRoom known = current;
            if (known != null) {
                drop(known, "the run has ended");
            }
        } finally {
            lock.unlock();
        }
    }
}
