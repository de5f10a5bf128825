package ai.massgen.toolkit.container;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether the kernel has killed something in a container for lack of memory, by its own counter. It can be read until the
 * container's control group goes, which is a moment after the last process has ended. Thread-safe.
 */
public final class MemoryKills {
    private static final Pattern SOME = Pattern.compile("(?m)^oom_kill [1-9]");

    private final Optional<Path> counter;
    private volatile boolean happened;

    private MemoryKills(Optional<Path> counter) {
        this.counter = counter;
    }

    /**
     * Finds the counter of a process that runs.
     *
     * @param kernel the process
     * @return its container's counter, which says nothing if it can't be seen
     */
    public static MemoryKills of(KernelFiles kernel) {
        return new MemoryKills(kernel.groupFile("memory", "memory.oom_control", "memory.events"));
    }

    /**
     * Looks.
     *
     * @return true if there was a kill now or at an earlier look
     */
    public boolean happened() {
        if (!happened) {
            happened = counter.flatMap(KernelFiles::file)
                    .filter(text -> SOME.matcher(text).find())
                    .isPresent();
        }
        return happened;
    }
}
