package ai.massgen.core.pace;

import java.time.Duration;
import java.util.Objects;

/** A provider that kept failing is left alone, or is asked again. Immutable. */
public sealed interface BreakerChange {
    /**
     * It is left alone.
     *
     * @param pause for how long
     * @param refusing whether calls are refused meanwhile instead of waiting
     */
    record Opened(Duration pause, boolean refusing) implements BreakerChange {
        /** Checks for null. */
        public Opened {
            Objects.requireNonNull(pause, "pause");
        }
    }

    /** It has answered and is asked again as usual. */
    record Closed() implements BreakerChange {}
}
