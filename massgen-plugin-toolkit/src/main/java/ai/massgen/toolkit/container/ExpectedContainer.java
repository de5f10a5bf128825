package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a running container must look like from outside, in words that belong to no engine. Immutable.
 *
 * @param policy how it is locked in
 * @param user who it runs as: {@code uid:gid}, or a name that only the image knows
 * @param memoryMounts paths of its file systems in memory
 * @param countsFiles whether the engine can cap the number of files in them
 * @param mounts everything of this machine that it sees
 * @param pids the limit of processes and threads that the engine was told
 * @param pidsInWords the same for people
 * @param unavailable controls that this engine says it does not have
 * @param gvisor whether it runs under gVisor, so that the kernel of this machine shows little of it
 */
public record ExpectedContainer(
        IsolationPolicy policy,
        String user,
        Set<String> memoryMounts,
        boolean countsFiles,
        List<Mount> mounts,
        int pids,
        String pidsInWords,
        Set<Control> unavailable,
        boolean gvisor) {
    /** Copies the collections. */
    public ExpectedContainer {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(user, "user");
        memoryMounts = Set.copyOf(memoryMounts);
        mounts = List.copyOf(mounts);
        Objects.requireNonNull(pidsInWords, "pidsInWords");
        unavailable = Set.copyOf(unavailable);
    }
}
