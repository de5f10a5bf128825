package ai.massgen.cli;

import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/**
 * Watches how events reach a listener that writes to a stream. Knows when it has seen the end of the run: the engine
 * gives up on a listener that is slow at the end, but a pager or a slow pipe is no reason to lose the answer. And ends the
 * run when nobody reads the stream any more: what nobody sees must not go on costing money.
 */
final class Delivery implements EventListener {
    private final EventListener listener;
    private final PrintStream out;
    private final Runnable cancel;
    private final CountDownLatch done = new CountDownLatch(1);
    private boolean unread;

    Delivery(EventListener listener, PrintStream out, Runnable cancel) {
        this.listener = listener;
        this.out = out;
        this.cancel = cancel;
    }

    @Override
    public void on(EventRecord event) {
        boolean last = true;
        try {
            listener.on(event);
            if (!unread && out.checkError()) {
                unread = true;
                cancel.run();
            }
            last = event.event() instanceof SessionEvent.RunFinished;
        } finally {
            // After an exception nothing more comes either.
            if (last) {
                done.countDown();
            }
        }
    }

    /** Waits for the end, however long it takes. Returns whether it was read. */
    boolean await() throws InterruptedException {
        done.await();
        return !unread;
    }
}
