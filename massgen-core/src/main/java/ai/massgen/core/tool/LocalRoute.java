package ai.massgen.core.tool;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolResult;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a tool of the application within the bounds that hold for servers too: a deadline, so many calls at once, so long
 * a result. Whatever it throws is a result. Thread-safe.
 */
final class LocalRoute implements Route {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRoute.class);

    private final LocalTool tool;
    private final ByteSize limit;
    private final CallGate gate = new CallGate();

    LocalRoute(LocalTool tool, ByteSize limit) {
        this.tool = tool;
        this.limit = limit;
    }

    @Override
    public ToolSpec spec() {
        return tool.spec();
    }

    @Override
    public boolean waits() {
        return tool.waits();
    }

    @Override
    public ToolResult call(ToolCall call) throws InterruptedException {
        long end = System.nanoTime() + tool.timeout().toNanos();
        CallGate.Place place = gate.enter(tool.timeout())
                .orElseThrow(() -> new ToolException(
                        "tool.busy",
                        "the tool " + name()
                                + " has too many calls to answer; try again later, or with fewer at once"));
        try (place) {
            return answer(call, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
    }

    private ToolResult answer(ToolCall call, Duration left) throws InterruptedException {
        CompletableFuture<LocalFunction.Answer> outcome = new CompletableFuture<>();
        Task task = Task.start("massgen-tool-" + name(), () -> run(call, outcome));
        try {
            LocalFunction.Answer answer = outcome.get(left.toNanos(), TimeUnit.NANOSECONDS);
            return ToolText.result(call.id(), answer, limit);
        } catch (ExecutionException e) {
            return ToolResult.failure(call.id(), ToolText.cut("The call failed: " + reason(e.getCause()), limit));
        } catch (TimeoutException e) {
            return ToolResult.failure(
                    call.id(),
                    "The call failed: it took longer than " + tool.timeout().toMillis() + " ms.");
        } finally {
            task.interrupt();
        }
    }

    private void run(ToolCall call, CompletableFuture<LocalFunction.Answer> outcome) {
        try {
            outcome.complete(tool.function().call(call.arguments()));
        } catch (Exception | StackOverflowError | AssertionError e) {
            LOG.debug("the tool {} failed", name(), e);
            outcome.completeExceptionally(e);
        } catch (Error e) {
            outcome.completeExceptionally(e);
            throw e;
        }
    }

    private static String reason(@Nullable Throwable failure) {
        String message = failure == null ? null : failure.getMessage();
        return message == null || message.isBlank() ? String.valueOf(failure) : message;
    }

    private String name() {
        return tool.spec().name();
    }
}
