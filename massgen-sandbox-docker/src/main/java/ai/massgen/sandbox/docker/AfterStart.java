package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.ExpectedContainer;
import ai.massgen.toolkit.container.InsideLook;
import ai.massgen.toolkit.container.KernelFiles;
import ai.massgen.toolkit.container.MountCheck;
import ai.massgen.toolkit.container.ObservedEvidence;
import ai.massgen.toolkit.container.SecretInput;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a started container: what the engine wrote down at its start, and what the kernel of this machine shows. */
final class AfterStart {
    private AfterStart() {}

    static List<Evidence> observe(
            ContainerPlan plan, EngineFacts facts, MountCheck sources, ContainerParts parts, EngineApi api, Path folder)
            throws InterruptedException {
        String name = plan.spec().name();
        String id = parts.id();
        EngineApi.JsonAnswer answer = api.get("looking at container " + name, "/containers/" + id + "/json");
        if (answer.status() == 404) {
            return List.of(); // ended and removed already
        }
        if (answer.status() != 200) {
            throw new SandboxException(
                    Kind.START_FAILED,
                    "container " + name + " can't be looked at after its start: Docker answered " + answer.status());
        }
        List<Evidence> evidence = new ArrayList<>();
        mandatoryAccessControl(facts, answer.body()).ifPresent(evidence::add);
        String runtime = new Account(answer.body()).runtime();
        KernelFiles kernel = KernelFiles.of(answer.body().at("/State/Pid").asInt(0));
        ExpectedContainer expected = plan.expected(facts, runtime);
        List<Evidence> seen = ObservedEvidence.settled(expected, sources, kernel, id);
        evidence.addAll(seen.isEmpty() ? inside(expected, parts, api, folder) : seen);
        return evidence;
    }

    /** The engine is on another machine, or in a virtual one. */
    private static List<Evidence> inside(ExpectedContainer expected, ContainerParts parts, EngineApi api, Path folder)
            throws InterruptedException {
        // no secrets before it is known to be locked in
        return InsideLook.at(
                expected, spec -> new Execution(api, parts, spec, SecretInput.NONE).start(bytes -> {}), folder);
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
}
