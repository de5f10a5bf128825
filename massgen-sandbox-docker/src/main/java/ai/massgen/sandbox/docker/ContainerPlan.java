package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.toolkit.container.ContainerRules;
import ai.massgen.toolkit.container.ExpectedContainer;
import ai.massgen.toolkit.container.ImageFacts;
import ai.massgen.toolkit.container.SecretInput;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What is asked of the engine for one container. Made once, sent with create, and compared with what the engine and the
 * kernel then say.
 *
 * @param spec what MassGen asked for
 * @param image the image
 * @param command what runs, complete
 * @param user the user in Docker's notation
 * @param tmpfs file systems in memory by path, with their options
 * @param mounts everything of this machine that the container sees
 * @param environment variables by name
 * @param labels the labels, with one that no other container has
 * @param runtime the OCI runtime, if one is asked for
 * @param ownThreads how many processes and threads the runtime itself needs within the container's limit
 */
record ContainerPlan(
        ProcessSpec spec,
        ImageFacts image,
        List<String> command,
        String user,
        Map<String, String> tmpfs,
        List<Mount> mounts,
        Map<String, String> environment,
        Map<String, String> labels,
        Optional<String> runtime,
        int ownThreads) {
    /**
     * Its kernel and its file server are programs with some 80 to 130 threads, more on a busy machine, which count against
     * the container's limit. Without room for them gVisor dies now and then, with exit code 2 and without a word.
     */
    private static final int GVISOR_THREADS = 256;

    /** Finds a container whose creation was not answered. */
    static final String START_LABEL = "ai.massgen.docker.start";

    /** Carried by all containers of one connection. */
    static final String GUARD_LABEL = "ai.massgen.docker.guard";

    private static final Pattern NUMBERS = Pattern.compile("\\d+(?::\\d+)?");

    ContainerPlan {
        command = List.copyOf(command);
        tmpfs = Map.copyOf(tmpfs);
        mounts = List.copyOf(mounts);
        environment = Map.copyOf(environment);
        labels = Map.copyOf(labels);
    }

    /**
     * Makes a plan.
     *
     * @param configured the OCI runtime where the policy names none; empty for the engine's default
     * @param secrets the secrets
     * @param guard the mark by which a watchdog finds the container
     */
    static ContainerPlan of(
            ProcessSpec spec,
            ImageFacts image,
            EngineFacts facts,
            Optional<String> configured,
            SecretInput secrets,
            String guard) {
        ContainerRules rules = new ContainerRules(spec, image);
        String user = rules.user();
        Optional<String> runtime = spec.policy().runtime().or(() -> configured);
        return new ContainerPlan(
                spec,
                image,
                secrets.command(rules.command()),
                user,
                tmpfs(rules, user),
                rules.mounts(),
                rules.environment(),
                labels(spec, guard),
                runtime,
                facts.isGvisor(runtime.orElse(facts.defaultRuntime())) ? GVISOR_THREADS : 0);
    }

    /** The limit of processes and threads as the engine is told, those of the runtime included. */
    int pids() {
        return policy().limits().pids() + ownThreads;
    }

    /** The same, for people. */
    String pidsInWords() {
        return policy().limits().pids() + (ownThreads == 0 ? "" : ", and " + ownThreads + " for gVisor itself");
    }

    IsolationPolicy policy() {
        return spec.policy();
    }

    String networkMode() {
        return switch (policy().network()) {
            case NONE -> "none";
            case OPEN -> "bridge";
        };
    }

    boolean offline() {
        return policy().network() == Network.NONE;
    }

    private static Map<String, String> tmpfs(ContainerRules rules, String user) {
        String options = options(rules.spec().policy(), user);
        Map<String, String> tmpfs = new TreeMap<>();
        rules.memoryMounts().forEach(path -> tmpfs.put(path, options));
        return tmpfs;
    }

    private static String options(IsolationPolicy policy, String user) {
        String common = "rw,noexec,nosuid,nodev,size=" + policy.tmpSize().bytes() + ",nr_inodes=" + policy.tmpInodes();
        if (!NUMBERS.matcher(user).matches()) {
            return common + ",mode=1777"; // a named user has a number that only the image knows
        }
        int colon = user.indexOf(':');
        String uid = colon < 0 ? user : user.substring(0, colon);
        String gid = colon < 0 ? "" : ",gid=" + user.substring(colon + 1);
        return common + ",uid=" + uid + gid + ",mode=0700";
    }

    private static Map<String, String> labels(ProcessSpec spec, String guard) {
        Map<String, String> labels = new TreeMap<>(spec.labels());
        labels.put(GUARD_LABEL, guard);
        labels.put(START_LABEL, UUID.randomUUID().toString());
        return labels;
    }

    /** The label that no other container has, as Docker filters by it. */
    String mark() {
        return START_LABEL + "=" + labels.get(START_LABEL);
    }

    /**
     * What it must look like from outside.
     *
     * @param runtime the OCI runtime that it really has
     */
    ExpectedContainer expected(EngineFacts facts, String runtime) {
        return new ExpectedContainer(
                policy(),
                user,
                tmpfs.keySet(),
                true,
                mounts,
                pids(),
                pidsInWords(),
                facts.unavailable(),
                facts.isGvisor(runtime));
    }
}
