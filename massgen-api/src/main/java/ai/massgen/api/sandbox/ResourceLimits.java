package ai.massgen.api.sandbox;

import ai.massgen.api.config.ByteSize;
import java.util.Objects;

/**
 * How much a process and its children may use together. Immutable.
 *
 * @param memory memory and swap together: there is no swap beyond it
 * @param cpus processors, fractions allowed
 * @param pids processes and threads
 * @param openFiles open files per process
 */
public record ResourceLimits(ByteSize memory, double cpus, int pids, int openFiles) {
    /** What applies when nobody says otherwise. */
    public static final ResourceLimits DEFAULT = new ResourceLimits(ByteSize.ofMebibytes(256), 1.0, 128, 1024);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is below what a container can start with
     */
    public ResourceLimits {
        Objects.requireNonNull(memory, "memory");
        if (memory.compareTo(ByteSize.ofMebibytes(6)) < 0) {
            throw new IllegalArgumentException(
                    "memory limit " + memory + " is below 6MiB, the least an engine accepts");
        }
        if (!(cpus >= 0.01 && cpus <= 1024)) {
            throw new IllegalArgumentException("cpu limit " + cpus + " is not between 0.01 and 1024");
        }
        if (pids < 1 || openFiles < 16) {
            throw new IllegalArgumentException(
                    "limits too small: pids " + pids + " (at least 1), open files " + openFiles + " (at least 16)");
        }
    }
}
