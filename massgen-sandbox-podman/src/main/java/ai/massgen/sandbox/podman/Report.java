package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What Podman can enforce. */
final class Report {
    private Report() {}

    static EngineReport of(Libpod libpod, PodmanFacts facts) throws InterruptedException {
        return new EngineReport(
                "Podman",
                facts.version(),
                libpod.version(),
                libpod.address().endpoint().toString(),
                List.of(facts.runtime()),
                facts.rootless(),
                controls(facts),
                Advice.on(facts));
    }

    static Map<Control, Status> controls(PodmanFacts facts) {
        Map<Control, Status> controls = new EnumMap<>(Control.class);
        for (Control control : Control.values()) {
            controls.put(control, status(control, facts));
        }
        return controls;
    }

    private static Status status(Control control, PodmanFacts facts) {
        return switch (control) {
            case TMP_INODES -> Status.BOUNDED_BY_MEMORY;
            case MANDATORY_ACCESS_CONTROL ->
                facts.appArmor() || facts.seLinux() ? Status.ENFORCED : Status.NOT_AVAILABLE;
            case SECCOMP, MEMORY, SWAP, CPU, PIDS ->
                facts.unavailable().contains(control) ? Status.NOT_AVAILABLE : Status.ENFORCED;
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
}
