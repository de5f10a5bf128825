package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence.Status;
import java.util.EnumMap;
import java.util.Map;

/** What an engine can enforce with its default runtime. */
final class Report {
    private Report() {}

    static EngineReport of(EngineApi api, EngineFacts facts) throws InterruptedException {
        return new EngineReport(
                "Docker",
                facts.version(),
                api.version(),
                api.http().endpoint().toString(),
                facts.runtimeNames(),
                facts.secures("rootless"),
                controls(facts),
                Advice.on(facts));
    }

    static Map<Control, Status> controls(EngineFacts facts) {
        boolean gvisor = facts.isGvisor(facts.defaultRuntime());
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
