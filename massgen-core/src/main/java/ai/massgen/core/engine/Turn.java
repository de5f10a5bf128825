package ai.massgen.core.engine;

import ai.massgen.core.protocol.Verdict;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One attempt of an agent: its number, the verdicts on what it hands in, and whether it was called off. */
final class Turn {
    private final int number;
    private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
    private volatile boolean cancelled;

    Turn(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    void deliver(Verdict verdict) {
        verdicts.add(verdict);
    }

    Verdict awaitVerdict() throws InterruptedException {
        return verdicts.take();
    }

    void cancel() {
        cancelled = true;
    }

    boolean cancelled() {
        return cancelled;
    }
}
