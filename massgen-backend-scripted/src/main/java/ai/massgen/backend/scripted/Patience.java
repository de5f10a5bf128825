package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits no longer than a request allows. Ends at once by an interrupt or when the model is closed. */
final class Patience {
    private final ModelRequest.Timeouts limits;
    private final CountDownLatch closed;
    private final long started = System.nanoTime();

    Patience(ModelRequest.Timeouts limits, CountDownLatch closed) {
        this.limits = limits;
        this.closed = closed;
    }

    void untilFirst(Duration wait) throws InterruptedException {
        await(wait, limits.firstToken(), "said nothing within ");
    }

    void untilNext(Duration wait) throws InterruptedException {
        await(wait, limits.idle(), "fell silent for ");
    }

    private void await(Duration wait, Duration limit, String complaint) throws InterruptedException {
        Duration left = limits.total().minusNanos(System.nanoTime() - started);
        pause(min(wait, min(limit, left)));
        if (wait.compareTo(limit) > 0 && limit.compareTo(left) <= 0) {
            throw timeout(complaint + limit.toMillis() + " ms");
        }
        if (wait.compareTo(left) > 0) {
            throw timeout("gave no complete reply within " + limits.total().toMillis() + " ms");
        }
    }

    /** Waits as long as anybody would. */
    BackendException silence() throws InterruptedException {
        pause(min(limits.firstToken(), limits.total()));
        return timeout("is as silent as the recorded call, which never ended");
    }

    private void pause(Duration wait) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("a scripted model was interrupted");
        }
        if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new BackendException(
                    BackendException.Kind.UNAVAILABLE, "the scripted model was closed while it was asked");
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static BackendException timeout(String what) {
        return new BackendException(BackendException.Kind.TIMEOUT, "the scripted model " + what);
    }
}
