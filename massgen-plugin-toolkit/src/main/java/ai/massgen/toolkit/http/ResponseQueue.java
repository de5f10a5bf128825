package ai.massgen.toolkit.http;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries a response from the HTTP client's threads to the calling thread.
 *
 * <p>The caller waits on this queue and on nothing else. So its waits can have any limit, and an interrupt ends them at
 * once on every JDK, which the client's own blocking calls do not promise. The queue is bounded by demand: at most
 * {@value #WINDOW} pieces of the body are asked for in advance.
 */
final class ResponseQueue implements BodyHandler<@Nullable Void>, BodySubscriber<@Nullable Void> {
    private static final int WINDOW = 4;
    private static final Subscription CANCELLED = new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    };

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable Subscription> subscription = new AtomicReference<>();

    /** Waits for the next signal; null if none comes in time. */
    @Nullable Signal poll(long nanos) throws InterruptedException {
        Signal signal = signals.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        Subscription current = subscription.get();
        if (signal instanceof Signal.Piece && current != null) {
            current.request(1);
        }
        return signal;
    }

    /** Reports a failure that happened outside the body: no connection, no response, a client that was closed. */
    void fail(Throwable cause) {
        signals.add(new Signal.Failed(cause));
    }

    /** Stops the body, now or as soon as it would start. */
    void cancel() {
        Subscription current = subscription.getAndSet(CANCELLED);
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public BodySubscriber<@Nullable Void> apply(ResponseInfo info) {
        signals.add(new Signal.Head(info));
        return this;
    }

    /** The body as the client sees it is there at once: what matters goes through the queue. */
    @Override
    public CompletionStage<@Nullable Void> getBody() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Subscription offered) {
        if (subscription.compareAndSet(null, offered)) {
            offered.request(WINDOW);
        } else {
            offered.cancel();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Signal.Piece(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        fail(cause);
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End());
    }
}
