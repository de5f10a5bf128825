package ai.massgen.toolkit.io;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Runs something once when a time has passed, unless it is called off before. Costs one parked virtual thread.
 * Thread-safe.
 */
public final class Alarm implements AutoCloseable {
    private enum State {
        SET,
        RUNG,
        CALLED_OFF
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.SET);
    private final Thread thread;

    private Alarm(String name, Duration delay, Runnable action) {
        thread = BackgroundThread.virtual(name, () -> {
            try {
                Thread.sleep(delay);
                if (state.compareAndSet(State.SET, State.RUNG)) {
                    action.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // called off
            }
        });
    }

    /**
     * Sets an alarm.
     *
     * @param name the thread's name
     * @param delay until it rings; at once if not positive
     * @param action what it does then, on the alarm's thread
     * @return the alarm
     */
    public static Alarm after(String name, Duration delay, Runnable action) {
        return new Alarm(name, delay, action);
    }

    /**
     * Calls the alarm off. The action either has begun before this returns or never begins.
     *
     * @return true if it will never run
     */
    public boolean callOff() {
        if (state.compareAndSet(State.SET, State.CALLED_OFF)) {
            thread.interrupt();
        }
        return state.get() == State.CALLED_OFF;
    }

    /**
     * Whether it rang.
     *
     * @return true if the action has begun
     */
    public boolean rang() {
        return state.get() == State.RUNG;
    }

    /** Calls it off. */
    @Override
    public void close() {
        callOff();
    }
}
