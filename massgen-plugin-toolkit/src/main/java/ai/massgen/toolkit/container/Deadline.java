package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.BackgroundThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Closes a connection when time is up. Blocking channels have no timeout of their own, and the sockets of engines
 * ignore the one that HTTP clients set.
 */
final class Deadline implements AutoCloseable {
    private enum State {
        RUNNING,
        MET,
        MISSED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final Thread thread;

    Deadline(EngineChannel channel, Duration timeout) {
        thread = BackgroundThread.virtual("massgen-engine-deadline", () -> {
            try {
                Thread.sleep(timeout);
                if (state.compareAndSet(State.RUNNING, State.MISSED)) {
                    channel.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // met: nothing left to do
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Tells whether time ran out. */
    boolean missed() {
        return state.get() == State.MISSED;
    }

    @Override
    public void close() {
        state.compareAndSet(State.RUNNING, State.MET);
        thread.interrupt();
    }
}
