package ai.massgen.core.engine;

import java.time.Duration;

/** Waits. Injected, so that tests of waiting do not wait. */
@FunctionalInterface
interface Pause {
    /** Waits on the real clock. */
    Pause REAL = Thread::sleep;

    void of(Duration duration) throws InterruptedException;
}
