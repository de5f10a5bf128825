package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static final Pattern ROOT = Pattern.compile("(?:0+|root)(?::.*)?");
    private static final Pattern NUMBERS = Pattern.compile("\\d+(?::\\d+)?");
    private static final Pattern RESERVED = Pattern.compile(
            "/(?:tmp|proc|sys|dev)|/(?:proc|sys|dev)/.*|" + Pattern.quote(SecretFile.TARGET) + "(?:/.*)?");

    /** Where a volume of an image may be: at a plain path, and not in the place of what isolates. */
    private static final Pattern VOLUME = Pattern.compile("(?!/(?:proc|sys|dev)(?:/|$)|"
            + Pattern.quote(SecretFile.TARGET) + "(?:/|$))(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}:,]++)++");

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
     * @param secrets the file with the secrets, if there are any
     * @param guard the mark by which a watchdog finds the container
     */
    static ContainerPlan of(
            ProcessSpec spec,
            ImageFacts image,
            EngineFacts facts,
            Optional<String> configured,
            Optional<SecretFile> secrets,
            String guard) {
        List<String> command = spec.command().isEmpty() ? image.command() : spec.command();
        if (command.isEmpty()) {
            throw refused(spec, "image '" + image.reference() + "' names no command; give the server a command");
        }
        String user = user(spec, image);
        Optional<String> runtime = spec.policy().runtime().or(() -> configured);
        return new ContainerPlan(
                spec,
                image,
                secrets.isPresent() ? SecretFile.shim(command) : command,
                user,
                tmpfs(spec, image, user),
                mounts(spec, secrets.map(SecretFile::path)),
                environment(spec),
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

    private static String user(ProcessSpec spec, ImageFacts image) {
        return switch (spec.policy().user()) {
            case RunAs.Ids ids -> ids.uid() + ":" + ids.gid();
            case RunAs.ImageUser ignored -> {
                if (image.user().isEmpty() || ROOT.matcher(image.user()).matches()) {
                    throw refused(
                            spec,
                            "image '" + image.reference() + "' names "
                                    + (image.user().isEmpty() ? "no user" : "user '" + image.user() + "'")
                                    + ", which is root; name a user id and a group id instead of the image's user");
                }
                yield image.user();
            }
        };
    }

    /** Anonymous volumes would be disk that nobody limits, so an image's volumes become memory like {@code /tmp}. */
    private static Map<String, String> tmpfs(ProcessSpec spec, ImageFacts image, String user) {
        String options = options(spec.policy(), user);
        Map<String, String> tmpfs = new TreeMap<>(Map.of("/tmp", options));
        for (String volume : image.volumes()) {
            if (!VOLUME.matcher(volume).matches()) {
                throw refused(
                        spec,
                        "image '" + image.reference() + "' declares a volume at '" + volume
                                + "', where it would undo how the server is locked in; build the image without it");
            }
            if (spec.mounts().stream().noneMatch(mount -> mount.target().equals(volume))) {
                tmpfs.put(volume, options);
            }
        }
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

    private static List<Mount> mounts(ProcessSpec spec, Optional<Path> secrets) {
        List<Mount> mounts = new ArrayList<>(spec.mounts());
        for (Mount mount : mounts) {
            if (RESERVED.matcher(mount.target()).matches()) {
                throw refused(spec, "nothing can be mounted at " + mount.target() + "; choose for example /workspace");
            }
        }
        secrets.ifPresent(path -> mounts.add(new Mount(path, SecretFile.TARGET, Mount.Access.READ_ONLY)));
        return mounts;
    }

    private static Map<String, String> environment(ProcessSpec spec) {
        Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/tmp", "TMPDIR", "/tmp"));
        environment.putAll(spec.environment());
        return environment;
    }

    private static Map<String, String> labels(ProcessSpec spec, String guard) {
        Map<String, String> labels = new TreeMap<>(spec.labels());
        labels.put(Guard.LABEL, guard);
        labels.put(START_LABEL, UUID.randomUUID().toString());
        return labels;
    }

    /** The label that no other container has, as Docker filters by it. */
    String mark() {
        return START_LABEL + "=" + labels.get(START_LABEL);
    }

    private static SandboxException refused(ProcessSpec spec, String why) {
        return new SandboxException(Kind.REFUSED, "container " + spec.name() + ": " + why);
    }
}
