package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ResourceLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares Podman's own account of a created container with what was asked for. Whatever is not exactly as asked is not
 * enforced, unless Podman says that it cannot do it at all. Where its account says the same whatever was asked, nothing is
 * said here: Podman 4 writes {@code shareable} for every IPC namespace that is not the host's, and does not name the
 * seccomp profile.
 */
final class RecordedEvidence {
    private final Plan plan;
    private final IsolationPolicy policy;
    private final ResourceLimits limits;
    private final PodmanFacts facts;
    private final Account account;

    private RecordedEvidence(Plan plan, PodmanFacts facts, JsonNode inspect) {
        this.plan = plan;
        this.policy = plan.policy();
        this.limits = policy.limits();
        this.facts = facts;
        this.account = new Account(inspect);
    }

    static List<Evidence> of(Plan plan, PodmanFacts facts, JsonNode inspect) {
        RecordedEvidence evidence = new RecordedEvidence(plan, facts, inspect);
        return Arrays.stream(Control.values())
                .map(evidence::about)
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Evidence> about(Control control) {
        return switch (control) {
            case NETWORK -> network();
            case USER -> same(control, plan.user(), account.user());
            case CAPABILITIES ->
                same(control, Account.capabilities(policy.addedCapabilities()), account.capabilities());
            case NO_NEW_PRIVILEGES -> same(control, "on", account.noNewPrivileges());
            case SECCOMP -> seccomp();
            case MANDATORY_ACCESS_CONTROL -> mandatoryAccessControl();
            case READ_ONLY_ROOT -> same(control, Account.onOff(policy.readOnlyRoot()), account.readOnlyRoot());
            case TMP_SIZE -> same(control, memoryMounts(), account.memoryMounts());
            case TMP_INODES ->
                entry(
                        control,
                        Status.BOUNDED_BY_MEMORY,
                        Integer.toString(policy.tmpInodes()),
                        "Podman has no cap on the number of files");
            case MEMORY -> limit(control, limits.memory().bytes(), account.number("Memory"));
            case SWAP -> limit(control, limits.memory().bytes(), account.number("MemorySwap"));
            case CPU -> limit(control, plan.cpuQuota() * 10_000, account.number("NanoCpus"));
            case PIDS -> limit(control, limits.pids(), account.number("PidsLimit"));
            case OPEN_FILES -> same(control, limits.openFiles() + ":" + limits.openFiles(), account.limit("NOFILE"));
            case CORE_DUMPS -> same(control, "0:0", account.limit("CORE"));
            case IPC -> ipc();
            case ENGINE_LOG -> same(control, "none", account.logDriver());
            case MOUNTS -> same(control, Account.mounts(plan.mounts()), account.mounts());
            case HOST_ACCESS -> same(control, "none", account.hostAccess());
            case RUNTIME -> same(control, plan.runtime().orElse(facts.runtime()), account.runtime());
        };
    }

    /** With root it is a bridge, without root a program in between; what it must not be is the host's or nothing. */
    private Optional<Evidence> network() {
        String got = account.network();
        if (plan.offline()) {
            return same(Control.NETWORK, "none", got);
        }
        boolean own = got.matches("(?:bridge|slirp4netns|pasta|private)(?: and .*)?");
        return entry(Control.NETWORK, own ? Status.ENFORCED : Status.NOT_ENFORCED, "a network of its own", got);
    }

    private Optional<Evidence> seccomp() {
        if (!facts.seccomp()) {
            return entry(Control.SECCOMP, Status.NOT_AVAILABLE, "a filter", "Podman has no seccomp");
        }
        String got = account.seccomp();
        return got.contains("unconfined")
                ? entry(Control.SECCOMP, Status.NOT_ENFORCED, "a filter", got)
                : Optional.empty();
    }

    private Optional<Evidence> mandatoryAccessControl() {
        Control control = Control.MANDATORY_ACCESS_CONTROL;
        String asked = "as the engine has it";
        if (!facts.appArmor() && !facts.seLinux()) {
            return entry(control, Status.NOT_AVAILABLE, asked, "the engine has none");
        }
        String got = account.mandatoryAccessControl();
        boolean on = !got.isEmpty() && !got.equals("unconfined");
        return entry(control, on ? Status.ENFORCED : Status.NOT_ENFORCED, asked, on ? got : "no profile");
    }

    private String memoryMounts() {
        TreeMap<String, String> mounts = new TreeMap<>();
        plan.memoryMounts().forEach(path -> mounts.put(path, plan.memoryOptions()));
        return mounts.toString();
    }

    private Optional<Evidence> ipc() {
        String asked = policy.privateIpc() ? "private" : "none";
        String got = account.text("IpcMode");
        return got.equals("shareable") ? Optional.empty() : same(Control.IPC, asked, got);
    }

    private Optional<Evidence> limit(Control control, long asked, long got) {
        Status otherwise = facts.unavailable().contains(control) ? Status.NOT_AVAILABLE : Status.NOT_ENFORCED;
        return entry(control, asked == got ? Status.ENFORCED : otherwise, Long.toString(asked), Long.toString(got));
    }

    private static Optional<Evidence> same(Control control, String asked, String got) {
        return entry(control, asked.equals(got) ? Status.ENFORCED : Status.NOT_ENFORCED, asked, got);
    }

    private static Optional<Evidence> entry(Control control, Status status, String asked, String got) {
        return Optional.of(new Evidence(control, status, Source.RECORDED, asked, got));
    }
}
