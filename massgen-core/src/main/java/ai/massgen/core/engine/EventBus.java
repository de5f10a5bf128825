package ai.massgen.core.engine;

import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import ai.massgen.core.journal.JournalException;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbers, journals and fans out the events of one run. {@link #publish} returns when the event is in the journal;
 * listeners get it on a thread of their own, in order. Thread-safe.
 */
final class EventBus implements EventSink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventBus.class);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    /** Beyond this many undelivered events, whoever publishes text waits for the listeners. */
    private static final int BACKLOG = 10_000;

    private final String run;
    private final InstantSource clock;
    private final Journal journal;
    private final List<EventListener> listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final DeltaQueue queue = new DeltaQueue();
    private final Task dispatcher;
    private long seq;
    private boolean closed;

    EventBus(String run, InstantSource clock, Journal journal, List<EventListener> listeners) {
        this(run, clock, journal, listeners, 0);
    }

    /** A bus that goes on after the event with the number {@code seq}. */
    EventBus(String run, InstantSource clock, Journal journal, List<EventListener> listeners, long seq) {
        this.seq = seq;
        this.run = run;
        this.clock = clock;
        this.journal = journal;
        this.listeners = new ArrayList<>(listeners);
        this.dispatcher = Task.start("massgen-events-" + run, this::dispatch);
    }

    @Override
    public void publish(SessionEvent event) {
        if (event.journalled()) {
            publishAll(List.of(event));
        } else {
            pass(event);
        }
    }

    private void pass(SessionEvent piece) {
        lock.lock();
        try {
            while (queue.size() >= BACKLOG && !closed) {
                changed.awaitUninterruptibly();
            }
            if (!closed) {
                queue.add(new EventRecord(seq, clock.instant(), run, piece));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Publishes events that are journalled and belong together, in this order: no other comes between them. What later
     * steps rest on is forced to the disk.
     *
     * @param events what happened
     */
    void publishAll(List<SessionEvent> events) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            List<EventRecord> records = events.stream().map(this::next).toList();
            journal.append(records);
            records.forEach(queue::add);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (events.stream().anyMatch(EventBus::decisive)) {
            journal.force();
        }
    }

    private EventRecord next(SessionEvent event) {
        seq++;
        return new EventRecord(seq, clock.instant(), run, event);
    }

    /** What the run's next steps rest on, and what was paid for. */
    private static boolean decisive(SessionEvent event) {
        return event instanceof SessionEvent.ProtocolInput
                || event instanceof SessionEvent.ModelCallFinished
                || event instanceof SessionEvent.RunStarted
                || event instanceof SessionEvent.RunFinished;
    }

    private void dispatch() {
        while (true) {
            List<EventRecord> batch;
            lock.lock();
            try {
                while (queue.size() == 0 && !closed) {
                    changed.awaitUninterruptibly();
                }
                if (queue.size() == 0) {
                    return;
                }
                batch = queue.drain();
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            batch.forEach(this::deliver);
        }
    }

    private void deliver(EventRecord record) {
        for (EventListener listener : List.copyOf(listeners)) {
            try {
                listener.on(record);
            } catch (RuntimeException e) {
                listeners.remove(listener);
                LOG.warn("a listener failed on {} and gets no more events", record.event(), e);
                publish(new SessionEvent.Note("an event listener failed and gets no more events: " + e));
            }
        }
    }

    /** Delivers what was published, then closes the journal. A listener that hangs is given up on after five seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (!dispatcher.join(CLOSE_LIMIT)) {
                LOG.warn("an event listener did not come back in {}; giving up on it", CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            closeJournal();
        }
    }

    /** What could be written has been; that the last lines could not be forced to the disk changes nothing any more. */
    private void closeJournal() {
        try {
            journal.close();
        } catch (JournalException e) {
            LOG.warn("the journal of run {} could not be closed properly", run, e);
        }
    }
}
