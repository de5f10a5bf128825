package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ResourceLimits;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Compares the engine's own account of a created container with what was asked for. The account is the raw JSON, because
 * docker-java's class for it drops fields that matter. Whatever is not exactly as asked is not enforced, unless the engine
 * says that it cannot do it at all.
 */
final class RecordedEvidence {
    private final ContainerPlan plan;
    private final IsolationPolicy policy;
    private final ResourceLimits limits;
    private final EngineFacts facts;
    private final Account account;
    private final boolean gvisor;

    private RecordedEvidence(ContainerPlan plan, EngineFacts facts, JsonNode inspect) {
        this.plan = plan;
        this.policy = plan.policy();
        this.limits = policy.limits();
        this.facts = facts;
        this.account = new Account(inspect);
        this.gvisor = facts.isGvisor(account.runtime());
    }

    static List<Evidence> of(ContainerPlan plan, EngineFacts facts, JsonNode inspect) {
        RecordedEvidence evidence = new RecordedEvidence(plan, facts, inspect);
        return Arrays.stream(Control.values()).map(evidence::about).toList();
    }

    private Evidence about(Control control) {
        return switch (control) {
            case NETWORK -> same(control, plan.networkMode(), account.network());
            case USER -> same(control, plan.user(), account.user());
            case CAPABILITIES ->
                same(control, Account.capabilities(policy.addedCapabilities()), account.capabilities());
            case NO_NEW_PRIVILEGES -> same(control, "on", account.noNewPrivileges());
            case SECCOMP -> seccomp();
            case MANDATORY_ACCESS_CONTROL -> mandatoryAccessControl();
            case READ_ONLY_ROOT -> same(control, Account.onOff(policy.readOnlyRoot()), account.readOnlyRoot());
            case TMP_SIZE -> same(control, new TreeMap<>(plan.tmpfs()).toString(), account.tmpfs());
            case TMP_INODES -> tmpInodes();
            case MEMORY -> limit(control, limits.memory().bytes(), account.number("Memory"), "MemoryLimit");
            case SWAP -> limit(control, limits.memory().bytes(), account.number("MemorySwap"), "SwapLimit");
            case CPU ->
                limit(control, CreateCommand.nanoCpus(limits.cpus()), account.number("NanoCpus"), "CpuCfsQuota");
            case PIDS -> limit(control, plan.pids(), account.number("PidsLimit"), "PidsLimit", plan.pidsInWords());
            case OPEN_FILES -> same(control, limits.openFiles() + ":" + limits.openFiles(), account.ulimit("nofile"));
            case CORE_DUMPS -> same(control, "0:0", account.ulimit("core"));
            case IPC -> same(control, policy.privateIpc() ? "private" : "none", account.text("IpcMode"));
            case ENGINE_LOG -> same(control, "none", account.logDriver());
            case MOUNTS -> same(control, Account.mounts(plan.mounts()), account.mounts());
            case HOST_ACCESS -> same(control, "none", account.hostAccess());
            case RUNTIME -> same(control, plan.runtime().orElse(facts.defaultRuntime()), account.runtime());
        };
    }

    private Evidence seccomp() {
        String asked = policy.seccompProfile()
                .map(profile -> "profile " + profile.text())
                .orElse("the engine's profile");
        String got = account.seccomp();
        if (!asked.equals(got)) {
            return entry(Control.SECCOMP, Status.NOT_ENFORCED, asked, got);
        }
        if (gvisor) {
            return entry(Control.SECCOMP, Status.NOT_AVAILABLE, asked, "gVisor's own kernel instead");
        }
        return facts.secures("seccomp")
                ? entry(Control.SECCOMP, Status.ENFORCED, asked, got)
                : entry(Control.SECCOMP, Status.NOT_AVAILABLE, asked, "the engine has no seccomp");
    }

    /** Docker writes the AppArmor profile down only at start, so before it an empty one is as it should be. */
    private Evidence mandatoryAccessControl() {
        Control control = Control.MANDATORY_ACCESS_CONTROL;
        String asked = "as the engine has it";
        if (account.mandatoryAccessControlOff()) {
            return entry(control, Status.NOT_ENFORCED, asked, "switched off");
        }
        boolean available = (facts.secures("apparmor") || facts.secures("selinux")) && !gvisor;
        return available
                ? entry(control, Status.ENFORCED, asked, account.mandatoryAccessControl())
                : entry(control, Status.NOT_AVAILABLE, asked, gvisor ? "gVisor ignores it" : "the engine has none");
    }

    private Evidence tmpInodes() {
        String asked = Integer.toString(policy.tmpInodes());
        String got = account.tmpInodes();
        if (!asked.equals(got)) {
            return entry(Control.TMP_INODES, Status.NOT_ENFORCED, asked, got);
        }
        return gvisor
                ? entry(Control.TMP_INODES, Status.BOUNDED_BY_MEMORY, asked, "gVisor ignores the cap")
                : entry(Control.TMP_INODES, Status.ENFORCED, asked, got);
    }

    private Evidence limit(Control control, long asked, long got, String capability) {
        return limit(control, asked, got, capability, Long.toString(asked));
    }

    private Evidence limit(Control control, long asked, long got, String capability, String words) {
        Status status =
                asked == got ? Status.ENFORCED : facts.limits(capability) ? Status.NOT_ENFORCED : Status.NOT_AVAILABLE;
        return entry(control, status, words, Long.toString(got));
    }

    private static Evidence same(Control control, String asked, String got) {
        return entry(control, asked.equals(got) ? Status.ENFORCED : Status.NOT_ENFORCED, asked, got);
    }

    private static Evidence entry(Control control, Status status, String asked, String got) {
        return new Evidence(control, status, Source.RECORDED, asked, got);
    }
}
