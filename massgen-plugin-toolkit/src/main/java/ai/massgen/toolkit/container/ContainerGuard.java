package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.BackgroundThread;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The watchdog of one connection to an engine. It is armed while the image is looked at, and no container is created
 * before it watches. Everything that is created carries a mark that no other connection has, so it can take nothing of
 * anybody else. Without it, a later sweep removes what a killed JVM left. Thread-safe.
 */
public final class ContainerGuard {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EngineEndpoint endpoint;
    private final String label;
    private final Consumer<String> warnings;
    private final String mark = UUID.randomUUID().toString();
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CompletableFuture<Optional<ContainerWatchdog>> arming;
    private boolean over;

    /**
     * Arms nothing yet.
     *
     * @param endpoint the engine
     * @param label the name of the label that all containers of one connection carry, with {@link #mark} as its value
     * @param warnings hears if there can be no watchdog
     */
    public ContainerGuard(EngineEndpoint endpoint, String label, Consumer<String> warnings) {
        this.endpoint = endpoint;
        this.label = label;
        this.warnings = warnings;
    }

    /**
     * The value of the label.
     *
     * @return text that no other connection has
     */
    public String mark() {
        return mark;
    }

    /** Begins to arm, unless that has been begun. Does not wait. */
    public void begin() {
        CompletableFuture<Optional<ContainerWatchdog>> ignored = begun();
    }

    private CompletableFuture<Optional<ContainerWatchdog>> begun() {
        lock.lock();
        try {
            CompletableFuture<Optional<ContainerWatchdog>> known = arming;
            if (known != null && !(known.isDone() && hasGone(known))) {
                return known;
            }
            CompletableFuture<Optional<ContainerWatchdog>> begun = new CompletableFuture<>();
            arming = begun;
            if (over) {
                begun.complete(Optional.empty());
            } else {
                BackgroundThread.platform("massgen-guard", () -> begun.complete(arm()));
            }
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private static boolean hasGone(CompletableFuture<Optional<ContainerWatchdog>> arming) {
        return arming.join().filter(watchdog -> !watchdog.alive()).isPresent();
    }

    private Optional<ContainerWatchdog> arm() {
        try {
            return switch (endpoint) {
                case EngineEndpoint.UnixSocket socket ->
                    Optional.of(ContainerWatchdog.arm(socket, label + "=" + mark, PATIENCE));
                // the watchdog is one class of the JDK's means; what is left there ends with its input or by a sweep
                case EngineEndpoint.TlsSocket elsewhere -> Optional.empty();
                case EngineEndpoint.SshCommand elsewhere -> Optional.empty();
            };
        } catch (IOException | RuntimeException e) {
            warnings.accept("no watchdog for containers: " + e.getMessage()
                    + "; if this program is killed, the next run removes what is left");
            return Optional.empty();
        }
    }

    /**
     * Waits until the watchdog watches, or cannot.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void await() throws InterruptedException {
        try {
            Optional<ContainerWatchdog> ignored = begun().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Ends it.
     *
     * @param clean whether everything is known to be gone; else the watchdog has a last look
     */
    public void end(boolean clean) {
        lock.lock();
        try {
            over = true;
            if (arming != null) {
                CompletableFuture<Void> ignored = arming.thenAccept(
                        armed -> armed.ifPresent(clean ? ContainerWatchdog::close : ContainerWatchdog::release));
            }
        } finally {
            lock.unlock();
        }
    }
}
