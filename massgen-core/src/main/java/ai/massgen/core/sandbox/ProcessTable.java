package ai.massgen.core.sandbox;

import java.util.Optional;

/** The processes of this machine, as far as this process can see them. */
public interface ProcessTable {
    /**
     * Whether processes of others can be seen, so that not seeing one means something.
     *
     * @return false if some may be hidden
     */
    boolean complete();

    /**
     * When a process started.
     *
     * @param pid its id
     * @return a text that no two processes with this id share in one boot, empty if there is no such living process
     */
    Optional<String> startOf(long pid);
}
