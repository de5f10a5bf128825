package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares the mount table of a running process with what was asked for. */
final class ObservedMounts {
    /** What every container has: kernel file systems, the engine's files for names, and Podman's sign that it is one. */
    private static final Pattern EVERYWHERE =
            Pattern.compile("/|/(?:proc|sys|dev)(?:/.*)?|/etc/(?:resolv\\.conf|hostname|hosts)|/run/\\.containerenv");

    private static final Pattern SIZE = Pattern.compile("size=(\\d+)k");
    /** Sizes are rounded up to pages, and no page is larger. */
    private static final long LARGEST_PAGE = 65536;

    private final ExpectedContainer expected;
    private final IsolationPolicy policy;
    private final KernelFiles kernel;
    private final Map<String, KernelFiles.SeenMount> seen;
    private final Findings findings;

    private ObservedMounts(ExpectedContainer expected, KernelFiles kernel, Findings findings) {
        this.expected = expected;
        this.policy = expected.policy();
        this.kernel = kernel;
        this.seen = kernel.mounts();
        this.findings = findings;
    }

    static void into(Findings findings, ExpectedContainer expected, MountCheck sources, KernelFiles kernel) {
        ObservedMounts mounts = new ObservedMounts(expected, kernel, findings);
        KernelFiles.SeenMount root = mounts.seen.get("/");
        if (root != null) {
            mounts.root(root.readOnly());
            expected.memoryMounts().forEach(path -> mounts.tmpfs(kernel.resolved(path)));
            mounts.sharedMemory();
            expected.mounts().forEach(mount -> mounts.bind(mount, sources));
            mounts.nothingElse();
        }
    }

    private void root(boolean readOnly) {
        findings.add(
                Control.READ_ONLY_ROOT,
                readOnly || !policy.readOnlyRoot(),
                onOff(policy.readOnlyRoot()),
                onOff(readOnly));
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }

    private void tmpfs(String path) {
        Optional<KernelFiles.SeenMount> mount = Optional.ofNullable(seen.get(path));
        List<String> options = mount.map(KernelFiles.SeenMount::options).orElse(List.of());
        boolean fits = mount.filter(found -> found.type().equals("tmpfs")).isPresent()
                && options.containsAll(List.of("noexec", "nosuid", "nodev"))
                && options.stream().anyMatch(this::isSize);
        long size = policy.tmpSize().bytes();
        findings.add(Control.TMP_SIZE, fits, path + " tmpfs noexec,nosuid,nodev,size=" + size, path + " " + options);
        String inodes = "nr_inodes=" + policy.tmpInodes();
        if (expected.countsFiles()) {
            findings.add(Control.TMP_INODES, options.contains(inodes), path + " " + inodes, path + " " + options);
        }
    }

    private boolean isSize(String option) {
        var matcher = SIZE.matcher(option);
        if (!matcher.matches()) {
            return false;
        }
        long more = Long.parseLong(matcher.group(1)) * 1024 - policy.tmpSize().bytes();
        return more >= 0 && more < LARGEST_PAGE;
    }

    private void sharedMemory() {
        if (!policy.privateIpc()) {
            boolean mounted = seen.containsKey("/dev/shm");
            findings.add(Control.IPC, !mounted, "no /dev/shm", mounted ? "/dev/shm is mounted" : "no /dev/shm");
        }
    }

    /** Also whether it is the very file that was allowed: the engine resolves the source once more when it mounts. */
    private void bind(Mount mount, MountCheck sources) {
        String wanted = mount.access() == Mount.Access.READ_ONLY ? "ro" : "rw";
        String place = kernel.resolved(mount.target()); // /var/run/x is /run/x in many images
        String got = Optional.ofNullable(seen.get(place))
                .map(found -> found.readOnly() ? "ro" : "rw")
                .orElse("not mounted");
        Optional<Object> key = kernel.fileKey(place);
        if (got.equals(wanted) && key.isPresent() && !sources.allows(mount.source(), key.get())) {
            got = "another file than " + mount.source();
        }
        findings.add(Control.MOUNTS, got.equals(wanted), mount.target() + " " + wanted, mount.target() + " " + got);
    }

    private void nothingElse() {
        Set<String> others = new TreeSet<>(seen.keySet());
        others.removeIf(target -> EVERYWHERE.matcher(target).matches());
        expected.memoryMounts().forEach(path -> others.remove(kernel.resolved(path)));
        expected.mounts().forEach(mount -> others.remove(kernel.resolved(mount.target())));
        findings.add(Control.MOUNTS, others.isEmpty(), "nothing else", others.isEmpty() ? "nothing else" : "" + others);
    }
}
