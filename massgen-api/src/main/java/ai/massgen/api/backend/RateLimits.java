package ai.massgen.api.backend;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a provider's rate-limit headers said. Immutable.
 *
 * @param remainingRequests requests left in the window, if told
 * @param remainingTokens tokens left in the window, if told
 * @param resetAfter how long until the window starts anew, if told
 */
public record RateLimits(OptionalLong remainingRequests, OptionalLong remainingTokens, Optional<Duration> resetAfter) {
    /** Checks for null. */
    public RateLimits {
        Objects.requireNonNull(remainingRequests, "remainingRequests");
        Objects.requireNonNull(remainingTokens, "remainingTokens");
        Objects.requireNonNull(resetAfter, "resetAfter");
    }
}
