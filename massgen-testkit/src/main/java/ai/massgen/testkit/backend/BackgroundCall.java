package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.Model;
import ai.massgen.api.backend.ModelDelta;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.backend.ModelRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A call on a thread of its own, to be cancelled or closed under way. */
final class BackgroundCall {
    private final CountDownLatch heard = new CountDownLatch(1);
    private final CompletableFuture<Object> outcome = new CompletableFuture<>();
    private final Thread thread;

    private BackgroundCall(Thread.Builder builder, Model model, ModelRequest request, Consumer<ModelDelta> then) {
        thread = builder.start(() -> {
            try {
                outcome.complete(model.generate(request, delta -> {
                    heard.countDown();
                    then.accept(delta);
                }));
            } catch (InterruptedException | RuntimeException | Error e) {
                outcome.complete(e);
            }
        });
    }

    static BackgroundCall start(Model model, ModelRequest request) {
        return start(Thread.ofVirtual(), model, request, delta -> {});
    }

    static BackgroundCall start(Thread.Builder builder, Model model, ModelRequest request, Consumer<ModelDelta> then) {
        return new BackgroundCall(builder.name("contract-caller", 0), model, request, then);
    }

    void awaitFirstDelta() throws InterruptedException {
        assertThat(heard.await(Requests.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the model says something; the call has come to: %s", outcome.getNow("no end"))
                .isTrue();
    }

    /** Waits until the thread waits for something, which is the model. */
    void awaitWaiting() throws InterruptedException {
        long deadline = System.nanoTime() + Requests.PATIENCE.toNanos();
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
            boolean ended = thread.join(Duration.ofMillis(1));
            assertThat(ended || System.nanoTime() > deadline)
                    .as("the call has not begun to wait; it has come to: %s", outcome.getNow("no end"))
                    .isFalse();
        }
    }

    /** Interrupts the call and tells how long it took to end. */
    Duration interrupt() throws InterruptedException {
        long start = System.nanoTime();
        thread.interrupt();
        awaitInterrupted();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    void awaitInterrupted() throws InterruptedException {
        assertThat(outcome()).as("what becomes of an interrupted call").isInstanceOf(InterruptedException.class);
    }

    ModelReply reply() throws InterruptedException {
        Object result = outcome();
        if (result instanceof Throwable failure) {
            throw new AssertionError("expected a reply, got " + failure, failure);
        }
        return (ModelReply) result;
    }

    BackendException failure() throws InterruptedException {
        Object result = outcome();
        if (result instanceof BackendException failure) {
            return failure;
        }
        AssertionError unexpected = new AssertionError("expected a BackendException, got " + result);
        if (result instanceof Throwable other) {
            unexpected.initCause(other);
        }
        throw unexpected;
    }

    private Object outcome() throws InterruptedException {
        try {
            return outcome.get(Requests.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("the call has not ended within " + Requests.PATIENCE, e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
