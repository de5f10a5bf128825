package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.toolkit.container.ExpectedContainer;
import ai.massgen.toolkit.container.InsideLook;
import ai.massgen.toolkit.container.KernelFiles;
import ai.massgen.toolkit.container.MountCheck;
import ai.massgen.toolkit.container.ObservedEvidence;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A container that is prepared and not started: the runtime's own process waits where the server's will be. What some
 * runtimes do only when the server begins is looked at again then.
 */
final class Prepared {
    private static final Set<Control> MAYBE_LATER = EnumSet.of(
            Control.CAPABILITIES,
            Control.NO_NEW_PRIVILEGES,
            Control.SECCOMP,
            Control.USER,
            Control.OPEN_FILES,
            Control.CORE_DUMPS);

    private final ExpectedContainer expected;
    private final MountCheck sources;
    private final String id;
    private final KernelFiles kernel;
    private final List<Evidence> evidence = new ArrayList<>();
    private boolean complete;

    Prepared(Plan plan, PodmanFacts facts, MountCheck sources, String id, JsonNode inspect) {
        this.expected = plan.expected(facts);
        this.sources = sources;
        this.id = id;
        this.kernel = KernelFiles.of(new Account(inspect).pid());
        evidence.addAll(OciConfig.evidence(plan, inspect));
        if (kernel.belongsTo(id)) {
            observe();
        }
    }

    private void observe() {
        List<Evidence> seen = ObservedEvidence.of(expected, sources, kernel);
        complete = seen.stream().noneMatch(Prepared::isEarly);
        seen.stream().filter(entry -> !isEarly(entry)).forEach(evidence::add);
    }

    private static boolean isEarly(Evidence entry) {
        return entry.status() == Status.NOT_ENFORCED && MAYBE_LATER.contains(entry.control());
    }

    KernelFiles kernel() {
        return kernel;
    }

    /** What is known before the start. */
    List<Evidence> evidence() {
        return List.copyOf(evidence);
    }

    /**
     * What more is known after it.
     *
     * @param programs runs further programs in it, for what cannot be seen from here
     * @param folder an own folder
     */
    List<Evidence> afterStart(InsideLook.Programs programs, Path folder) throws InterruptedException {
        if (complete) {
            return List.of();
        }
        List<Evidence> seen = ObservedEvidence.settled(expected, sources, kernel, id);
        return seen.isEmpty() ? InsideLook.at(expected, programs, folder) : seen;
    }
}
