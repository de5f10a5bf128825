package ai.massgen.api.sandbox;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a process is locked in. Built by the engine, read by sandboxes, so components may be added. What has no component
 * here is always on and cannot be changed: no new privileges, the engine's seccomp profile or a stricter one, AppArmor
 * or SELinux as the engine has it, no core dumps, no engine log, no devices, no host namespaces. Immutable.
 *
 * @param network what it may reach
 * @param user who it runs as
 * @param addedCapabilities capabilities given back after all were dropped
 * @param seccompProfile a stricter seccomp profile in the engine's JSON form, if any
 * @param readOnlyRoot whether the root file system is read-only
 * @param tmpSize the size of the in-memory {@code /tmp}
 * @param tmpInodes how many files {@code /tmp} may hold
 * @param privateIpc whether it has a private IPC namespace with a {@code /dev/shm}, instead of none
 * @param limits how much it may use
 * @param runtime the OCI runtime to use, verified after create; empty for the engine's default
 * @param demanded the controls that the user asked for explicitly: if one is not in force the start fails, while
 *     another control that this engine cannot give is only reported
 */
public record IsolationPolicy(
        Network network,
        RunAs user,
        Set<AddedCapability> addedCapabilities,
        Optional<Json> seccompProfile,
        boolean readOnlyRoot,
        ByteSize tmpSize,
        int tmpInodes,
        boolean privateIpc,
        ResourceLimits limits,
        Optional<String> runtime,
        Set<Control> demanded) {
    /** Locked: what applies when nobody says otherwise. */
    public static final IsolationPolicy LOCKED = new IsolationPolicy(
            Network.NONE,
            RunAs.NOBODY,
            Set.of(),
            Optional.empty(),
            true,
            ByteSize.ofMebibytes(64),
            4096,
            false,
            ResourceLimits.DEFAULT,
            Optional.empty(),
            Set.of());

    /** Copies the sets. */
    public IsolationPolicy {
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(user, "user");
        addedCapabilities = Set.copyOf(addedCapabilities);
        Objects.requireNonNull(seccompProfile, "seccompProfile");
        Objects.requireNonNull(tmpSize, "tmpSize");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(runtime, "runtime");
        demanded = Set.copyOf(demanded);
    }

    /**
     * The same policy for another user.
     *
     * @param other who it runs as
     * @return a policy
     */
    public IsolationPolicy withUser(RunAs other) {
        return new IsolationPolicy(
                network,
                other,
                addedCapabilities,
                seccompProfile,
                readOnlyRoot,
                tmpSize,
                tmpInodes,
                privateIpc,
                limits,
                runtime,
                demanded);
    }
}
