package ai.massgen.core.event;

import ai.massgen.core.task.Task;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

/**
 * Makes the events of runs a {@link Flow.Publisher}, for programs that are built on reactive streams: give it to a session
 * as a listener, and subscribe. Each subscriber gets every event from its subscription on, in order, on a virtual thread of
 * its own; one that is slow slows down only pieces of text, and the run waits for nobody else. Thread-safe.
 */
public final class EventStream implements EventListener, Flow.Publisher<EventRecord>, AutoCloseable {
    private final SubmissionPublisher<EventRecord> publisher =
            new SubmissionPublisher<>(task -> Task.start("massgen-subscriber", task), Flow.defaultBufferSize());

    /** Creates a stream without subscribers. */
    public EventStream() {}

    @Override
    public void on(EventRecord event) {
        publisher.submit(event);
    }

    @Override
    public void subscribe(Flow.Subscriber<? super EventRecord> subscriber) {
        publisher.subscribe(subscriber);
    }

    /** Completes all subscriptions, once they have received what was published. Idempotent. */
    @Override
    public void close() {
        publisher.close();
    }
}
