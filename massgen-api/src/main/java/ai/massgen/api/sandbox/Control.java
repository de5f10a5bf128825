package ai.massgen.api.sandbox;

import java.util.Locale;

/** The things that lock a process in, each with its own line of {@link Evidence}. */
public enum Control {
    /** What it can reach. */
    NETWORK,
    /** The user it runs as. */
    USER,
    /** Linux capabilities. */
    CAPABILITIES,
    /** No gain of privileges by set-user-id programs. */
    NO_NEW_PRIVILEGES,
    /** The system call filter. */
    SECCOMP,
    /** AppArmor or SELinux. */
    MANDATORY_ACCESS_CONTROL,
    /** The read-only root file system. */
    READ_ONLY_ROOT,
    /** Size and options of {@code /tmp}. */
    TMP_SIZE,
    /** The number of files in {@code /tmp}. */
    TMP_INODES,
    /** Memory. */
    MEMORY,
    /** No swap beyond the memory limit. */
    SWAP,
    /** Processor time. */
    CPU,
    /** Processes and threads. */
    PIDS,
    /** Open files. */
    OPEN_FILES,
    /** No core dumps. */
    CORE_DUMPS,
    /** No shared memory. */
    IPC,
    /** No engine log that could fill the host's disk. */
    ENGINE_LOG,
    /** Exactly the mounts that were asked for, with their access. */
    MOUNTS,
    /** No privileged mode, devices or host namespaces. */
    HOST_ACCESS,
    /** The OCI runtime. */
    RUNTIME;

    /**
     * The name for people and files.
     *
     * @return for example {@code no-new-privileges}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
