package ai.massgen.api.sandbox;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a process has used. Immutable.
 *
 * @param cpu the processor time, if it is known
 * @param memoryPeak the most memory at any moment, in bytes, if it is known
 */
public record ResourceUsage(Optional<Duration> cpu, OptionalLong memoryPeak) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public ResourceUsage {
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memoryPeak, "memoryPeak");
        if (cpu.filter(Duration::isNegative).isPresent() || memoryPeak.orElse(0) < 0) {
            throw new IllegalArgumentException("usage must not be negative: " + cpu + ", " + memoryPeak);
        }
    }
}
