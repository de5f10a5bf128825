package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a started container: what the engine wrote down at its start, and what the kernel of this machine shows. */
final class AfterStart {
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private AfterStart() {}

    static List<Evidence> observe(ContainerPlan plan, EngineFacts facts, String id, EngineApi api)
            throws InterruptedException {
        EngineApi.JsonAnswer answer =
                api.get("looking at container " + plan.spec().name(), "/containers/" + id + "/json");
        if (answer.status() != 200) {
            return List.of(); // ended and removed already
        }
        List<Evidence> evidence = new ArrayList<>();
        mandatoryAccessControl(facts, answer.body()).ifPresent(evidence::add);
        boolean gvisor = facts.isGvisor(new Account(answer.body()).runtime());
        evidence.addAll(settled(plan, gvisor, id, answer.body().at("/State/Pid").asInt(0)));
        return evidence;
    }

    /** Docker writes the AppArmor profile down at start. */
    private static Optional<Evidence> mandatoryAccessControl(EngineFacts facts, JsonNode inspect) {
        Account account = new Account(inspect);
        if (!facts.secures("apparmor") || facts.isGvisor(account.runtime())) {
            return Optional.empty();
        }
        String profile = account.mandatoryAccessControl();
        boolean on = !profile.isEmpty() && !profile.equals("unconfined");
        return Optional.of(new Evidence(
                Control.MANDATORY_ACCESS_CONTROL,
                on ? Status.ENFORCED : Status.NOT_ENFORCED,
                Source.RECORDED,
                "as the engine has it",
                on ? profile : "no profile"));
    }

    /** A runtime may drop the last privileges a moment after it reports the start, so a bad sign is looked at again. */
    private static List<Evidence> settled(ContainerPlan plan, boolean gvisor, String id, int pid)
            throws InterruptedException {
        KernelFiles kernel = new KernelFiles(Path.of("/proc"), Path.of("/sys/fs/cgroup"), pid);
        if (pid <= 0 || !kernel.belongsTo(id)) {
            return List.of();
        }
        List<Evidence> seen = ObservedEvidence.of(plan, gvisor, kernel);
        for (int attempt = 1; attempt < ATTEMPTS && bad(seen); attempt++) {
            Thread.sleep(PAUSE);
            if (!kernel.belongsTo(id)) {
                return List.of(); // ended meanwhile: what was seen may be another process's
            }
            seen = ObservedEvidence.of(plan, gvisor, kernel);
        }
        return kernel.belongsTo(id) ? seen : List.of();
    }

    private static boolean bad(List<Evidence> seen) {
        return seen.stream().anyMatch(entry -> entry.status() == Status.NOT_ENFORCED);
    }
}
