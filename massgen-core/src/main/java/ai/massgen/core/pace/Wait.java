package ai.massgen.core.pace;

import java.util.Locale;

/**
 * How long a call has to wait at least, and why. Immutable.
 *
 * @param nanos how long; {@link Long#MAX_VALUE} until something happens, 0 not at all
 * @param reason why
 */
record Wait(long nanos, Reason reason) {
    static final Wait NONE = new Wait(0, Reason.TURN);

    /** Why calls wait. */
    enum Reason {
        /** Calls that came first have not begun yet, or too many are under way. */
        TURN,
        /** The provider has said that it takes no more for a while. */
        PROVIDER,
        /** The user allows no more in a minute. */
        LIMITS,
        /** The provider keeps failing and is left alone for a while. */
        BREAKER;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Wait of(long nanos, Reason reason) {
        return nanos <= 0 ? NONE : new Wait(nanos, reason);
    }

    static Wait untilSignalled(Reason reason) {
        return new Wait(Long.MAX_VALUE, reason);
    }

    boolean over() {
        return nanos <= 0;
    }

    Wait orLonger(Wait other) {
        return other.nanos > nanos ? other : this;
    }
}
