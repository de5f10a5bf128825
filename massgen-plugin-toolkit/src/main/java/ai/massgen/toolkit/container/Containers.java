package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.toolkit.io.BackgroundThread;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The containers of one connection to an engine, from the first step of making one until it is gone. Each is made on a
 * thread that nobody interrupts; what it takes to remove it is known at any moment. Thread-safe.
 */
public final class Containers implements AutoCloseable {
    private final String engine;
    private final Consumer<String> warnings;
    private final Set<Teardown> live = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile boolean trouble;

    /** Makes one container. */
    public interface Making {
        /**
         * Makes it, on a thread of its own.
         *
         * @return the running container
         * @throws SandboxException if it cannot be made
         * @throws InterruptedException if it was abandoned
         */
        SandboxProcess run() throws InterruptedException;

        /** Tells that nobody wants the result any more. Called from another thread. */
        void abandon();
    }

    /**
     * Starts with none.
     *
     * @param engine the engine's name, such as {@code Docker}
     * @param warnings hears of what may be left behind
     */
    public Containers(String engine, Consumer<String> warnings) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.warnings = Objects.requireNonNull(warnings, "warnings");
    }

    private void warn(String message) {
        trouble = true;
        warnings.accept(message);
    }

    /**
     * Whether everything that was made and closed is gone for sure.
     *
     * @return false if something may be left behind
     */
    public boolean clean() {
        return !trouble;
    }

    /**
     * Fails if this is closed.
     *
     * @throws SandboxException of kind LOST
     */
    public void requireOpen() {
        if (closed) {
            throw new SandboxException(Kind.LOST, "this connection to " + engine + " is closed");
        }
    }

    /**
     * Makes a container. When this throws, nothing is left of it, or will not be in a moment.
     *
     * @param name the container's name
     * @param maker is told where to say what has to be undone
     * @return the running container
     * @throws SandboxException if it cannot be made
     * @throws InterruptedException if the thread is interrupted
     */
    public SandboxProcess start(String name, Function<Teardown, Making> maker) throws InterruptedException {
        requireOpen();
        Teardown teardown = new Teardown(name, this::warn, live::remove);
        live.add(teardown);
        if (closed) { // close may have missed this one
            teardown.made();
            teardown.close();
            requireOpen();
        }
        CompletableFuture<SandboxProcess> result = new CompletableFuture<>();
        Making making = maker.apply(teardown);
        BackgroundThread.virtual("massgen-start-" + name, () -> run(making, teardown, result));
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNull(e.getCause(), "cause"));
        } catch (InterruptedException e) {
            giveUp(making, result);
            throw e;
        }
    }

    private static void run(Making making, Teardown teardown, CompletableFuture<SandboxProcess> result) {
        try {
            SandboxProcess process = making.run();
            teardown.made();
            result.complete(process);
        } catch (Throwable e) { // whatever it is, the container goes and the caller hears of it
            teardown.made();
            teardown.close();
            result.completeExceptionally(e);
        }
    }

    /** Waits a moment for everything to be gone; if that is not enough, it goes on in the background. */
    private static void giveUp(Making making, CompletableFuture<SandboxProcess> result) {
        making.abandon();
        CompletableFuture<Void> gone = result.handle((process, failure) -> {
            if (process != null) {
                process.close();
            }
            return null;
        });
        try {
            gone.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            // the caller is interrupted already and will hear nothing else
        }
    }

    private static RuntimeException rethrown(Throwable cause) throws InterruptedException {
        return switch (cause) {
            case SandboxException e -> new SandboxException(e.kind(), String.valueOf(e.getMessage()), e);
            case InterruptedException e -> throw e;
            case Error e -> throw e;
            case RuntimeException e -> e;
            default -> new IllegalStateException(cause);
        };
    }

    /** Removes them all and waits for it, within a bound. Nothing starts afterwards. Idempotent. */
    @Override
    public void close() {
        closed = true;
        live.forEach(Teardown::begin);
        List.copyOf(live).forEach(Teardown::close);
    }
}
