package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ResourceLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what the kernel shows of a running container with what was asked for. What this user may not see is left out.
 * Of a container under gVisor the host's kernel shows the program that is gVisor, so only its name and its control group
 * say something.
 */
public final class ObservedEvidence {
    /** Limits of memory are rounded down to pages, and no page is larger. */
    private static final long LARGEST_PAGE = 65536;

    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final List<String> NAMESPACES = List.of("cgroup", "ipc", "mnt", "net", "pid", "uts");

    private final ExpectedContainer expected;
    private final IsolationPolicy policy;
    private final KernelFiles kernel;
    private final Findings findings = new Findings();

    private ObservedEvidence(ExpectedContainer expected, KernelFiles kernel) {
        this.expected = expected;
        this.policy = expected.policy();
        this.kernel = kernel;
    }

    /**
     * Looks at a running container.
     *
     * @param expected what it must look like
     * @param sources what may be mounted
     * @param kernel its first process
     * @return what was seen, possibly nothing
     */
    public static List<Evidence> of(ExpectedContainer expected, MountCheck sources, KernelFiles kernel) {
        ObservedEvidence observed = new ObservedEvidence(expected, kernel);
        observed.groupLimits();
        if (expected.gvisor()) {
            observed.gvisor();
        } else {
            observed.privileges();
            observed.user();
            observed.processLimits();
            observed.network();
            observed.namespaces();
            ObservedMounts.into(observed.findings, expected, sources, kernel);
        }
        return observed.findings.all();
    }

    /**
     * Looks at a container that has just begun. A runtime may drop the last privileges a moment after it reports the
     * start, so a bad sign is looked at again.
     *
     * @param expected what it must look like
     * @param sources what may be mounted
     * @param kernel its first process
     * @param id the container's id
     * @return what was seen; nothing if the process is not one of this machine, or has ended meanwhile
     * @throws InterruptedException if the thread is interrupted
     */
    public static List<Evidence> settled(ExpectedContainer expected, MountCheck sources, KernelFiles kernel, String id)
            throws InterruptedException {
        if (kernel.pid() <= 0 || !kernel.belongsTo(id)) {
            return List.of();
        }
        List<Evidence> seen = of(expected, sources, kernel);
        for (int attempt = 1; attempt < ATTEMPTS && isBad(seen); attempt++) {
            Thread.sleep(PAUSE);
            if (!kernel.belongsTo(id)) {
                return List.of(); // ended meanwhile: what was seen may be another process's
            }
            seen = of(expected, sources, kernel);
        }
        return kernel.belongsTo(id) ? seen : List.of();
    }

    private static boolean isBad(List<Evidence> seen) {
        return seen.stream().anyMatch(entry -> entry.status() == Status.NOT_ENFORCED);
    }

    private void groupLimits() {
        ResourceLimits limits = policy.limits();
        long memory = limits.memory().bytes();
        kernel.group("memory", "memory.limit_in_bytes", "memory.max")
                .ifPresent(got -> limit(Control.MEMORY, isMemory(got, memory), Long.toString(memory), got));
        kernel.group("memory", "memory.memsw.limit_in_bytes", "memory.swap.max")
                .ifPresent(
                        got -> limit(Control.SWAP, got.equals("0") || isMemory(got, memory), memory + " in all", got));
        String pids = Integer.toString(expected.pids());
        kernel.group("pids", "pids.max", "pids.max")
                .ifPresent(got -> limit(Control.PIDS, got.equals(pids), expected.pidsInWords(), got));
        cpu(limits.cpus());
    }

    private static boolean isMemory(String got, long asked) {
        if (!got.matches("\\d{1,18}")) {
            return false; // "max"
        }
        long less = asked - Long.parseLong(got);
        return less >= 0 && less < LARGEST_PAGE;
    }

    /** Engines count in billionths of a processor and round down to microseconds. */
    private void cpu(double asked) {
        Optional<String> quota = kernel.group("cpu", "cpu.cfs_quota_us", "cpu.max");
        Optional<String> period = kernel.group("cpu", "cpu.cfs_period_us", "cpu.max");
        if (quota.isEmpty() || period.isEmpty()) {
            return;
        }
        String[] periodWords = period.get().split(" ");
        String of = periodWords[periodWords.length - 1];
        String got = quota.get().split(" ")[0];
        long wanted = Math.round(asked * 1e9) * Long.parseLong(of) / 1_000_000_000L;
        limit(
                Control.CPU,
                got.equals(Long.toString(wanted)),
                asked + " processors",
                got + " of " + of + " microseconds");
    }

    private void limit(Control control, boolean enforced, String asked, String got) {
        Status otherwise = expected.unavailable().contains(control) ? Status.NOT_AVAILABLE : Status.NOT_ENFORCED;
        findings.add(control, enforced ? Status.ENFORCED : otherwise, asked, got);
    }

    private void gvisor() {
        kernel.program().ifPresent(program -> findings.add(Control.RUNTIME, isGvisor(program), "gVisor", program));
    }

    /**
     * Whether a runtime or a program goes by a name of gVisor: a kernel in user space, which ignores or replaces some of
     * the kernel's own controls.
     *
     * @param program a name or a path
     * @return true also for a wrapper script named after it
     */
    public static boolean isGvisor(String program) {
        return program.substring(program.lastIndexOf('/') + 1).matches(".*(?:runsc|gvisor).*");
    }

    private void privileges() {
        long mask = 0;
        for (AddedCapability capability : policy.addedCapabilities()) {
            mask |= 1L << bit(capability);
        }
        capabilities("CapBnd", mask, true);
        capabilities("CapEff", mask, false);
        capabilities("CapPrm", mask, false);
        findings.compare(Control.NO_NEW_PRIVILEGES, "1", kernel.status("NoNewPrivs"));
        kernel.status("Seccomp").ifPresent(mode -> limit(Control.SECCOMP, mode.equals("2"), "2", mode));
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
            findings.add(
                    Control.CAPABILITIES,
                    fits,
                    field + " " + Long.toHexString(mask),
                    field + " " + Long.toHexString(got));
        });
    }

    /** A user given by name has a number that only the image knows, and which must not be that of root. */
    private void user() {
        Optional<String> uid = kernel.status("Uid").map(ObservedEvidence::one);
        Optional<String> gid = kernel.status("Gid").map(ObservedEvidence::one);
        if (uid.isEmpty() || gid.isEmpty()) {
            return;
        }
        if (expected.user().matches("\\d+:\\d+")) {
            String[] ids = expected.user().split(":");
            String wanted = outside("uid_map", ids[0]) + ":" + outside("gid_map", ids[1]);
            findings.compare(Control.USER, wanted, Optional.of(uid.get() + ":" + gid.get()));
        } else {
            boolean root = uid.get().equals(outside("uid_map", "0"));
            findings.add(Control.USER, !root, "user '" + expected.user() + "', not root", root ? "root" : uid.get());
        }
    }

    /** Real and effective, saved and file system ids all have to be the same. */
    private static String one(String ids) {
        Set<String> different = new HashSet<>(List.of(ids.split("\\s+")));
        return different.size() == 1 ? different.iterator().next() : "mixed " + ids;
    }

    /** User namespaces shift ids. */
    private String outside(String map, String inside) {
        return kernel.outside(map, Long.parseLong(inside)).map(Object::toString).orElse(inside);
    }

    private void processLimits() {
        int files = policy.limits().openFiles();
        findings.compare(Control.OPEN_FILES, files + ":" + files, kernel.limit("Max open files"));
        findings.compare(Control.CORE_DUMPS, "0:0", kernel.limit("Max core file size"));
    }

    private void network() {
        if (policy.network() == Network.NONE) {
            findings.compare(Control.NETWORK, "[lo]", kernel.interfaces().map(List::toString));
        } else {
            kernel.interfaces()
                    .ifPresent(got -> findings.add(
                            Control.NETWORK, got.size() > 1, "more than a loopback interface", got.toString()));
        }
    }

    private void namespaces() {
        List<String> shared = new ArrayList<>();
        for (String kind : NAMESPACES) {
            Optional<Boolean> same = kernel.sharesNamespace(kind);
            if (same.isEmpty()) {
                return; // not for this user's eyes
            }
            if (same.get()) {
                shared.add(kind);
            }
        }
        findings.add(
                Control.HOST_ACCESS,
                shared.isEmpty(),
                "namespaces of its own",
                shared.isEmpty() ? "namespaces of its own" : "the host's " + shared);
    }
}
