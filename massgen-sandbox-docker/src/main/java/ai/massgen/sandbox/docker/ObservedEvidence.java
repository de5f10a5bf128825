package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ResourceLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what the kernel shows of a running container with what was asked for. What this user may not see is left out.
 * Of a container under gVisor the host's kernel shows the program that is gVisor, so only its control group says something.
 */
final class ObservedEvidence {
    private final ContainerPlan plan;
    private final IsolationPolicy policy;
    private final KernelFiles kernel;
    private final List<Evidence> evidence = new ArrayList<>();

    private ObservedEvidence(ContainerPlan plan, KernelFiles kernel) {
        this.plan = plan;
        this.policy = plan.policy();
        this.kernel = kernel;
    }

    static List<Evidence> of(ContainerPlan plan, boolean gvisor, KernelFiles kernel) {
        ObservedEvidence observed = new ObservedEvidence(plan, kernel);
        observed.groupLimits();
        if (!gvisor) {
            observed.privileges();
            observed.processLimits();
            observed.network();
            observed.mounts();
        }
        return List.copyOf(observed.evidence);
    }

    private void groupLimits() {
        ResourceLimits limits = policy.limits();
        String memory = Long.toString(limits.memory().bytes());
        compare(Control.MEMORY, memory, kernel.group("memory", "memory.limit_in_bytes", "memory.max"));
        kernel.group("memory", "memory.memsw.limit_in_bytes", "memory.swap.max")
                .ifPresent(got -> add(Control.SWAP, got.equals(memory) || got.equals("0"), memory + " in all", got));
        compare(Control.PIDS, Integer.toString(limits.pids()), kernel.group("pids", "pids.max", "pids.max"));
        cpu(limits.cpus());
    }

    private void cpu(double asked) {
        Optional<String> quota = kernel.group("cpu", "cpu.cfs_quota_us", "cpu.max");
        Optional<String> period = kernel.group("cpu", "cpu.cfs_period_us", "cpu.max");
        if (quota.isEmpty() || period.isEmpty()) {
            return;
        }
        String[] periodWords = period.get().split(" ");
        String got = quota.get().split(" ")[0] + " of " + periodWords[periodWords.length - 1];
        long wanted = Math.round(asked * Long.parseLong(periodWords[periodWords.length - 1]));
        add(Control.CPU, got.startsWith(wanted + " of "), asked + " processors", got + " microseconds");
    }

    private void privileges() {
        long mask = 0;
        for (AddedCapability capability : policy.addedCapabilities()) {
            mask |= 1L << bit(capability);
        }
        capabilities("CapBnd", mask, true);
        capabilities("CapEff", mask, false);
        capabilities("CapPrm", mask, false);
        compare(Control.NO_NEW_PRIVILEGES, "1", kernel.status("NoNewPrivs"));
        compare(Control.SECCOMP, "2", kernel.status("Seccomp"));
        if (plan.user().matches("\\d+:\\d+")) {
            String[] ids = plan.user().split(":");
            compare(Control.USER, ids[0] + ":" + ids[1], realIds());
        }
    }

    /** The numbers of {@code linux/capability.h}. */
    private static int bit(AddedCapability capability) {
        return switch (capability) {
            case CHOWN -> 0;
            case DAC_OVERRIDE -> 1;
            case FOWNER -> 3;
            case KILL -> 5;
            case SETGID -> 6;
            case SETUID -> 7;
            case NET_BIND_SERVICE -> 10;
        };
    }

    /** The bounding set is exactly what was given; a user other than root has less of it in hand. */
    private void capabilities(String field, long mask, boolean exact) {
        kernel.status(field).ifPresent(text -> {
            long got = Long.parseUnsignedLong(text, 16);
            boolean fits = exact ? got == mask : (got & ~mask) == 0;
            add(Control.CAPABILITIES, fits, field + " " + Long.toHexString(mask), field + " " + Long.toHexString(got));
        });
    }

    /** Real and effective, saved and file system ids all have to be the same; user namespaces shift them. */
    private Optional<String> realIds() {
        return kernel.status("Uid").flatMap(uids -> kernel.status("Gid").map(gids -> one(uids) + ":" + one(gids)));
    }

    private static String one(String ids) {
        Set<String> different = new HashSet<>(List.of(ids.split("\\s+")));
        return different.size() == 1 ? different.iterator().next() : "mixed " + ids;
    }

    private void processLimits() {
        int files = policy.limits().openFiles();
        compare(Control.OPEN_FILES, files + ":" + files, kernel.limit("Max open files"));
        compare(Control.CORE_DUMPS, "0:0", kernel.limit("Max core file size"));
    }

    private void network() {
        if (plan.offline()) {
            compare(Control.NETWORK, "[lo]", kernel.interfaces().map(List::toString));
        }
    }

    private void mounts() {
        Map<String, KernelFiles.SeenMount> mounts = kernel.mounts();
        if (!mounts.containsKey("/")) {
            return;
        }
        boolean readOnly = mounts.get("/").readOnly();
        add(
                Control.READ_ONLY_ROOT,
                readOnly || !policy.readOnlyRoot(),
                Account.onOff(policy.readOnlyRoot()),
                Account.onOff(readOnly));
        for (String path : plan.tmpfs().keySet()) {
            tmpfs(path, Optional.ofNullable(mounts.get(path)));
        }
        if (!policy.privateIpc()) {
            add(Control.IPC, !mounts.containsKey("/dev/shm"), "no /dev/shm", shown(mounts, "/dev/shm"));
        }
        for (Mount mount : plan.mounts()) {
            bind(mount, Optional.ofNullable(mounts.get(mount.target())));
        }
    }

    private void tmpfs(String path, Optional<KernelFiles.SeenMount> seen) {
        List<String> options = seen.map(KernelFiles.SeenMount::options).orElse(List.of());
        String size = "size=" + (policy.tmpSize().bytes() + 4095) / 4096 * 4 + "k";
        boolean fits = seen.filter(mount -> mount.type().equals("tmpfs")).isPresent()
                && options.containsAll(List.of("noexec", "nosuid", "nodev", size));
        add(Control.TMP_SIZE, fits, path + " tmpfs noexec,nosuid,nodev," + size, path + " " + options);
        String inodes = "nr_inodes=" + policy.tmpInodes();
        add(Control.TMP_INODES, options.contains(inodes), path + " " + inodes, path + " " + options);
    }

    private void bind(Mount mount, Optional<KernelFiles.SeenMount> seen) {
        boolean wantsReadOnly = mount.access() == Mount.Access.READ_ONLY;
        boolean fits = seen.isPresent() && seen.get().readOnly() == wantsReadOnly;
        add(
                Control.MOUNTS,
                fits,
                mount.target() + (wantsReadOnly ? " ro" : " rw"),
                mount.target() + " "
                        + seen.map(found -> found.readOnly() ? "ro" : "rw").orElse("not mounted"));
    }

    private static String shown(Map<String, KernelFiles.SeenMount> mounts, String target) {
        return mounts.containsKey(target) ? target + " is mounted" : "no " + target;
    }

    private void compare(Control control, String asked, Optional<String> got) {
        got.ifPresent(value -> add(control, value.equals(asked), asked, value));
    }

    private void add(Control control, boolean enforced, String asked, String got) {
        Status status = enforced ? Status.ENFORCED : Status.NOT_ENFORCED;
        evidence.add(new Evidence(control, status, Source.OBSERVED, asked, got));
    }
}
