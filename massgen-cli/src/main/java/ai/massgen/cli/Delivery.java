package ai.massgen.cli;

import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.util.concurrent.CountDownLatch;

/**
 * Knows when a listener has seen the end of the run. The engine gives up on a listener that is slow at the end; a pager
 * or a slow pipe is no reason to lose the answer.
 */
final class Delivery implements EventListener {
    private final EventListener listener;
    private final CountDownLatch done = new CountDownLatch(1);

    Delivery(EventListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(EventRecord event) {
        boolean last = true;
        try {
            listener.on(event);
            last = event.event() instanceof SessionEvent.RunFinished;
        } finally {
            // After an exception nothing more comes either.
            if (last) {
                done.countDown();
            }
        }
    }

    /** Waits for the end, however long it takes. */
    void await() throws InterruptedException {
        done.await();
    }
}
