package ai.massgen.toolkit.io;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes calls that block in native code on platform threads: there they would hold on to a virtual thread's carrier and
 * sleep through an interrupt. The caller waits and can be interrupted. A thread without work stays for a moment, because
 * the next call is often near. Thread-safe.
 */
public final class BlockingCalls {
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final ThreadPoolExecutor threads;

    /**
     * Starts no thread yet.
     *
     * @param name the name of all its threads
     */
    public BlockingCalls(String name) {
        Objects.requireNonNull(name, "name");
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                LINGER.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                body -> Thread.ofPlatform().daemon().name(name).unstarted(body));
    }

    /**
     * Makes a call and waits for its end. Whoever gives up closes what the call is blocked in, which has to end it.
     *
     * @param <T> what it gives
     * @param call the call
     * @param blocked what to close on giving up
     * @param timeout how long to wait; empty for ever
     * @return what the call gave
     * @throws TimeoutException if that is not there in time
     * @throws IOException if the call threw it
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public <T> T call(Callable<T> call, Closeable blocked, Optional<Duration> timeout)
            throws IOException, InterruptedException, TimeoutException {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                result.complete(call.call());
            } catch (Throwable e) { // whatever it is, it is the caller's
                result.completeExceptionally(e);
            }
        });
        try {
            return timeout.isEmpty() ? result.get() : result.get(timeout.get().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNull(e.getCause(), "cause"));
        } catch (TimeoutException | InterruptedException e) {
            try (blocked) {
                throw e;
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws IOException {
        return switch (cause) {
            case IOException e -> throw e;
            case Error e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalStateException(cause);
        };
    }
}
