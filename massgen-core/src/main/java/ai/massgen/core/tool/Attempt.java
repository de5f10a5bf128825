package ai.massgen.core.tool;

import ai.massgen.core.task.Task;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A start under way, or what came of it. Thread-safe.
 *
 * @param outcome what comes of it
 * @param task who is at it
 */
record Attempt(CompletableFuture<RunningServer> outcome, Task task) {
    /** The server, if it has started and that went well. */
    Optional<RunningServer> server() {
        return outcome.isDone() && !outcome.isCompletedExceptionally() ? Optional.of(outcome.join()) : Optional.empty();
    }

    boolean hasFailed() {
        return outcome.isCompletedExceptionally();
    }

    /** Throws why the start has failed, if it has. */
    void raise() {
        if (hasFailed()) {
            throw unwrapped(outcome.exceptionNow());
        }
    }

    /** Waits for the server, or throws why the start has failed. */
    RunningServer await() throws InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        }
    }

    private static RuntimeException unwrapped(@Nullable Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
