package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.toolkit.container.ContainerRules;
import ai.massgen.toolkit.container.ExpectedContainer;
import ai.massgen.toolkit.container.ImageFacts;
import ai.massgen.toolkit.container.ObservedEvidence;
import ai.massgen.toolkit.container.SecretInput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What is asked of Podman for one container. Made once, sent with create, and compared with what Podman and the kernel
 * then say.
 *
 * @param spec what MassGen asked for
 * @param image the image
 * @param command what runs, complete
 * @param user the user in Podman's notation
 * @param memoryMounts paths of file systems in memory
 * @param mounts everything of this machine that the container sees
 * @param environment variables by name
 * @param labels the labels, with one that no other container has
 * @param keepsId whether the service's own user has the same id inside, which it needs to use its folders
 */
record Plan(
        ProcessSpec spec,
        ImageFacts image,
        List<String> command,
        String user,
        Set<String> memoryMounts,
        List<Mount> mounts,
        Map<String, String> environment,
        Map<String, String> labels,
        boolean keepsId) {
    /** Finds a container whose creation was not answered. */
    static final String START_LABEL = "ai.massgen.podman.start";

    /** Carried by all containers of one connection, for its watchdog. */
    static final String GUARD_LABEL = "ai.massgen.podman.guard";

    /** In microseconds. */
    static final int CPU_PERIOD = 100_000;

    /** MassGen ends a container whose lifetime is over; Podman does it a little later, should MassGen be gone. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    Plan {
        command = List.copyOf(command);
        memoryMounts = Set.copyOf(memoryMounts);
        mounts = List.copyOf(mounts);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
    }

    static Plan of(ProcessSpec spec, ImageFacts image, PodmanFacts facts, SecretInput secrets, String guard) {
        ContainerRules rules = new ContainerRules(spec, image);
        Map<String, String> labels = new TreeMap<>(spec.labels());
        labels.put(GUARD_LABEL, guard);
        labels.put(START_LABEL, UUID.randomUUID().toString());
        return new Plan(
                spec,
                image,
                secrets.command(rules.command()),
                rules.user(),
                rules.memoryMounts(),
                rules.mounts(),
                rules.environment(),
                labels,
                isOwner(spec.policy().user(), facts));
    }

    private static boolean isOwner(RunAs user, PodmanFacts facts) {
        return user instanceof RunAs.Ids ids
                && facts.owner().isPresent()
                && facts.owner().getAsLong() == ids.uid();
    }

    IsolationPolicy policy() {
        return spec.policy();
    }

    boolean offline() {
        return policy().network() == Network.NONE;
    }

    /** The lifetime that Podman itself enforces, in seconds. */
    long timeout() {
        return spec.lifetime().plus(SLACK).plusMillis(999).toSeconds();
    }

    /** The microseconds of a period, rounded down. */
    long cpuQuota() {
        return Math.round(policy().limits().cpus() * 1e9) * CPU_PERIOD / 1_000_000_000L;
    }

    /** The OCI runtime that is asked for. */
    Optional<String> runtime() {
        return policy().runtime();
    }

    /** The options of file systems in memory, without those that Podman rewrites. */
    String memoryOptions() {
        return "mode=0700,nodev,noexec,nosuid,size=" + policy().tmpSize().bytes();
    }

    /** The label that no other container has, as Podman filters by it. */
    String mark() {
        return START_LABEL + "=" + labels.get(START_LABEL);
    }

    /** What it must look like from outside. */
    ExpectedContainer expected(PodmanFacts facts) {
        int pids = policy().limits().pids();
        return new ExpectedContainer(
                policy(),
                user,
                memoryMounts,
                false,
                mounts,
                pids,
                Integer.toString(pids),
                facts.unavailable(),
                ObservedEvidence.isGvisor(runtime().orElse(facts.runtime())));
    }
}
