package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an engine can enforce with the runtime that tools get when they name none. */
final class Report {
    private Report() {}

    static EngineReport of(EngineApi api, EngineFacts facts, Optional<String> configured) throws InterruptedException {
        String runtime = configured.orElse(facts.defaultRuntime());
        List<String> advice = new ArrayList<>(Advice.on(facts));
        if (!facts.runtimes().containsKey(runtime)) {
            advice.add("Runtime '" + runtime + "' is not installed on this engine; installed: " + facts.runtimeNames()
                    + ".");
        }
        return new EngineReport(
                "Docker",
                facts.version(),
                api.version(),
                api.http().endpoint().toString(),
                facts.runtimeNames(),
                facts.secures("rootless"),
                controls(facts, runtime),
                advice);
    }

    static Map<Control, Status> controls(EngineFacts facts, String runtime) {
        boolean gvisor = facts.isGvisor(runtime);
        Map<Control, Status> controls = new EnumMap<>(Control.class);
        for (Control control : Control.values()) {
            controls.put(control, status(control, facts, gvisor));
        }
        return controls;
    }

    private static Status status(Control control, EngineFacts facts, boolean gvisor) {
        return switch (control) {
            case SECCOMP -> available(facts.secures("seccomp") && !gvisor);
            case MANDATORY_ACCESS_CONTROL ->
                available((facts.secures("apparmor") || facts.secures("selinux")) && !gvisor);
            case TMP_INODES -> gvisor ? Status.BOUNDED_BY_MEMORY : Status.ENFORCED;
            case MEMORY -> available(facts.limits("MemoryLimit"));
            case SWAP -> available(facts.limits("SwapLimit"));
            case CPU -> available(facts.limits("CpuCfsQuota"));
            case PIDS -> available(facts.limits("PidsLimit"));
            case NETWORK,
                    USER,
                    CAPABILITIES,
                    NO_NEW_PRIVILEGES,
                    READ_ONLY_ROOT,
                    TMP_SIZE,
                    OPEN_FILES,
                    CORE_DUMPS,
                    IPC,
                    ENGINE_LOG,
                    MOUNTS,
                    HOST_ACCESS,
                    RUNTIME -> Status.ENFORCED;
        };
    }

    private static Status available(boolean available) {
        return available ? Status.ENFORCED : Status.NOT_AVAILABLE;
    }
}
