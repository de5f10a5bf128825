package ai.massgen.core.config;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Network;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a tool is locked in. What is absent keeps its default; what is present must be enforced or the start fails.
 * Immutable.
 *
 * @param network what the tool may reach
 * @param egress hosts and ports that the tool may reach although it has no network, as {@code host:port}
 * @param allowPrivateAddresses whether those may be on this machine or in its network
 * @param user who it runs as: {@code image}, {@code root} or {@code uid:gid}
 * @param addCapabilities Linux capabilities given back after all were dropped
 * @param seccompProfile a file with a stricter system call filter, relative to the configuration file's folder
 * @param readOnlyRoot whether the root file system is read-only
 * @param tmpSize the size of {@code /tmp}
 * @param tmpInodes how many files {@code /tmp} may hold
 * @param privateIpc whether the tool has shared memory of its own, instead of none
 * @param memory memory and swap together
 * @param cpus processors, fractions allowed
 * @param pids processes and threads
 * @param openFiles open files per process
 * @param runtime the OCI runtime, such as {@code runsc}
 */
public record PolicyConfig(
        @Doc("What the server may reach: nothing, or everything (warned about).")
        Optional<Network> network,

        @Doc("Hosts that a server without network may reach, each as host:port.") @Max("64") Optional<List<String>> egress,

        @Doc("Whether hosts of egress may be on this machine or in its network; without it only on the internet.")
        Optional<Boolean> allowPrivateAddresses,

        @Doc("Who the server runs as: image, root or uid:gid.")
        @Form(value = "image|root|[0-9]{1,9}:[0-9]{1,9}", says = "image, root or uid:gid such as 1000:1000")
        Optional<String> user,

        @Doc("Linux capabilities given back after all were dropped.")
        Optional<List<AddedCapability>> addCapabilities,

        @Doc("A file with a stricter seccomp profile.") Optional<Path> seccompProfile,
        @Doc("Whether the root file system is read-only.") Optional<Boolean> readOnlyRoot,
        @Doc("The size of /tmp.") @Min("64KiB") Optional<ByteSize> tmpSize,
        @Doc("How many files /tmp may hold.") @Min("16") Optional<Integer> tmpInodes,

        @Doc("Whether the server has shared memory of its own, instead of none.")
        Optional<Boolean> privateIpc,

        @Doc("Memory and swap together.") @Min("6MiB") Optional<ByteSize> memory,

        @Doc("Processors, fractions allowed.") @Min("0.01") @Max("1024") Optional<Double> cpus,

        @Doc("Processes and threads.") @Min("1") Optional<Integer> pids,
        @Doc("Open files per process.") @Min("16") Optional<Integer> openFiles,

        @Doc("The OCI runtime to use and to verify, such as runsc.")
        @Form(value = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}", says = "a runtime name such as runsc")
        Optional<String> runtime) {
    /** Nothing but defaults. */
    public static final PolicyConfig EMPTY = new PolicyConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Copies the lists. */
    public PolicyConfig {
        egress = egress.map(List::copyOf);
        addCapabilities = addCapabilities.map(List::copyOf);
    }
}
