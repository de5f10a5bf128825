package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.config.MountConfig;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.egress.EgressList;
import ai.massgen.core.plan.ToolPlan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says in words how a tool server will be locked in. */
public final class PolicyText {
    private static final String ALWAYS = "on, always";
    private static final String NONE = "none";

    private PolicyText() {}

    /**
     * What will be enforced for a server.
     *
     * @param tool the server
     * @return a text for each control by its name, in the order of {@link Control}
     */
    public static Map<String, String> of(ToolPlan tool) {
        Map<String, String> words = new LinkedHashMap<>();
        for (Control control : Control.values()) {
            boolean demanded = tool.policy().demanded().contains(control);
            words.put(control.label(), words(control, tool) + (demanded ? " (asked for: in force, or no start)" : ""));
        }
        return words;
    }

    private static String words(Control control, ToolPlan tool) {
        IsolationPolicy policy = tool.policy();
        return switch (control) {
            case NETWORK ->
                policy.network() == Network.NONE
                        ? "none: a loopback interface, no resolver" + egress(tool.egress())
                        : "OPEN: everything that the engine's network reaches";
            case USER -> user(tool);
            case CAPABILITIES ->
                policy.addedCapabilities().isEmpty()
                        ? NONE
                        : "all dropped but " + new TreeSet<>(policy.addedCapabilities());
            case NO_NEW_PRIVILEGES -> ALWAYS;
            case SECCOMP ->
                policy.seccompProfile().map(own -> "a profile of yours").orElse("the engine's profile");
            case MANDATORY_ACCESS_CONTROL -> "as the engine has it";
            case READ_ONLY_ROOT -> policy.readOnlyRoot() ? "on" : "OFF";
            case TMP_SIZE -> policy.tmpSize() + ", in memory, no programs run from it";
            case TMP_INODES -> policy.tmpInodes() + " files";
            case MEMORY -> policy.limits().memory() + ", swap included";
            case SWAP -> "none beyond the memory limit";
            case CPU -> policy.limits().cpus() + " processors";
            case PIDS -> policy.limits().pids() + " processes and threads";
            case OPEN_FILES -> policy.limits().openFiles() + " in each process";
            case CORE_DUMPS -> NONE;
            case IPC -> policy.privateIpc() ? "of its own" : NONE;
            case ENGINE_LOG -> NONE;
            case MOUNTS -> mounts(tool);
            case HOST_ACCESS -> "none: no privileged mode, devices, host namespaces, published ports";
            case RUNTIME -> policy.runtime().orElse("the engine's default");
        };
    }

    private static String egress(EgressList list) {
        return list.isEmpty()
                ? ""
                : "; by way of MassGen to " + list
                        + (list.allowPrivate() ? ", also at private addresses" : ", not at private addresses");
    }

    private static String user(ToolPlan tool) {
        String asked = switch (tool.policy().user()) {
            case RunAs.Ids ids -> ids.uid() == 0 ? "ROOT of the container" : ids.uid() + ":" + ids.gid();
            case RunAs.ImageUser image -> "the image's, unless that is root";
        };
        boolean shares = !tool.mounts().isEmpty() || tool.workspace() != ToolConfig.WorkspaceAccess.NONE;
        return shares && !tool.policy().demanded().contains(Control.USER)
                ? "the owner of its folders, unless that is root; else " + asked
                : asked;
    }

    private static String mounts(ToolPlan tool) {
        String all = tool.mounts().stream().map(PolicyText::mount).collect(Collectors.joining("; "));
        if (tool.workspace() != ToolConfig.WorkspaceAccess.NONE) {
            all += (all.isEmpty() ? "" : "; ") + "the agent's workspace at /workspace, " + lower(tool.workspace());
        }
        return all.isEmpty() ? NONE : all;
    }

    private static String mount(MountConfig mount) {
        return mount.path() + " at " + mount.target() + ", " + lower(mount.access());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
