package ai.massgen.core.engine;

import ai.massgen.core.protocol.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One attempt of an agent: its number, the verdicts on what it hands in, and whether it was called off. */
final class Turn {
    private final int number;
    private final Deque<Verdict> recalled;
    private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;
    private volatile boolean hurried;

    /**
     * A turn.
     *
     * @param number its number
     * @param recalled verdicts that were given before the run was resumed, on what was handed in then
     */
    Turn(int number, List<Verdict> recalled) {
        this.number = number;
        this.recalled = new ArrayDeque<>(recalled);
    }

    int number() {
        return number;
    }

    /** The verdict on what is handed in now, if it was given before the run was resumed. Only for the turn's own thread. */
    Optional<Verdict> recall() {
        return Optional.ofNullable(recalled.poll());
    }

    void deliver(Verdict verdict) {
        verdicts.add(verdict);
    }

    Verdict awaitVerdict() throws InterruptedException {
        return verdicts.take();
    }

    /** Has its agent told, before its model's next call, that the run is coming to its end. */
    void hurry() {
        hurried = true;
    }

    boolean hurried() {
        return hurried;
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }
}
