package ai.massgen.core.tool;

import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Holds back the starts of servers whose tools are known, so that they do not take the processor from the first model
 * requests: until something of every agent's model has been heard, so that its request was on the wire, or for a short
 * time. Thread-safe.
 */
public final class StartSignal implements EventListener {
    /** How long a start is held back at most. */
    public static final Duration LONGEST = Duration.ofMillis(250);

    private final Consumer<Runnable> later;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> silent;
    private final List<Runnable> held = new ArrayList<>();
    private boolean armed;
    private boolean given;

    /**
     * Creates a signal.
     *
     * @param agents the aliases of all agents
     */
    public StartSignal(Collection<String> agents) {
        this(agents, StartSignal::afterAWhile);
    }

    /**
     * Creates a signal with a clock of its own.
     *
     * @param agents the aliases of all agents
     * @param later runs something when a start has been held back long enough
     */
    StartSignal(Collection<String> agents, Consumer<Runnable> later) {
        this.silent = new HashSet<>(agents);
        this.later = later;
    }

    private static void afterAWhile(Runnable body) {
        Task.start("massgen-start-signal", () -> {
            try {
                Thread.sleep(LONGEST);
                body.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Runs a start when the signal is given; at once if that has been. A start that is held twice runs twice. */
    void hold(Runnable start) {
        boolean now;
        boolean arm;
        lock.lock();
        try {
            now = given;
            arm = !armed;
            armed = true;
            if (!given) {
                held.add(start);
            }
        } finally {
            lock.unlock();
        }
        if (now) {
            start.run();
        } else if (arm) {
            later.accept(this::give);
        }
    }

    private void give() {
        List<Runnable> starts;
        lock.lock();
        try {
            given = true;
            starts = List.copyOf(held);
            held.clear();
        } finally {
            lock.unlock();
        }
        starts.forEach(Runnable::run);
    }

    @Override
    public void on(EventRecord record) {
        switch (record.event()) {
            case SessionEvent.TextDelta text -> heard(text.agent());
            case SessionEvent.ReasoningDelta reasoning -> heard(reasoning.agent());
            case SessionEvent.ModelCallFinished finished -> heard(finished.agent());
            case SessionEvent.ModelCallFailed failed -> heard(failed.agent());
            default -> {
                // says nothing about requests on the wire
            }
        }
    }

    private void heard(String agent) {
        boolean all;
        lock.lock();
        try {
            all = silent.remove(agent) && silent.isEmpty();
        } finally {
            lock.unlock();
        }
        if (all) {
            give();
        }
    }
}
