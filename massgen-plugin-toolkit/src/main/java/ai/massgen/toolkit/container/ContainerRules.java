package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a specification and an image together say about a container, whatever the engine. Immutable.
 *
 * @param spec what is asked for
 * @param image the image, which may not undo how the container is locked in
 */
public record ContainerRules(ProcessSpec spec, ImageFacts image) {
    private static final Pattern ROOT = Pattern.compile("(?:0+|root)(?::.*)?");
    private static final Set<String> KERNEL = Set.of("/proc", "/sys", "/dev");
    private static final String TMP = "/tmp";

    /** Where a volume of an image may be: at a plain path. */
    private static final Pattern PLAIN = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[^/\\p{Cntrl}:,]++)++");

    /**
     * What runs, without anything that the sandbox puts before it.
     *
     * @return the command and its arguments
     * @throws SandboxException of kind REFUSED if there is none
     */
    public List<String> command() {
        List<String> command = spec.command().isEmpty() ? image.command() : spec.command();
        if (command.isEmpty()) {
            throw refused("image '" + image.reference() + "' names no command; give the server a command");
        }
        return command;
    }

    /**
     * Who it runs as.
     *
     * @return {@code uid:gid}, or what the image says
     * @throws SandboxException of kind REFUSED if it would be the image's root
     */
    public String user() {
        return switch (spec.policy().user()) {
            case RunAs.Ids ids -> ids.uid() + ":" + ids.gid();
            case RunAs.ImageUser ignored -> {
                if (image.user().isEmpty() || ROOT.matcher(image.user()).matches()) {
                    throw refused("image '" + image.reference() + "' names "
                            + (image.user().isEmpty() ? "no user" : "user '" + image.user() + "'")
                            + ", which is root; name a user id and a group id instead of the image's user");
                }
                yield image.user();
            }
        };
    }

    /**
     * Where file systems in memory are mounted. Anonymous volumes would be disk that nobody limits, so an image's volumes
     * become memory like {@code /tmp}.
     *
     * @return absolute paths
     * @throws SandboxException of kind REFUSED if the image declares a volume in the place of what isolates
     */
    public Set<String> memoryMounts() {
        Set<String> paths = new TreeSet<>(Set.of(TMP));
        for (String volume : image.volumes()) {
            if (!PLAIN.matcher(volume).matches() || isBelowKernel(volume)) {
                throw refused("image '" + image.reference() + "' declares a volume at '" + volume
                        + "', where it would undo how the server is locked in; build the image without it");
            }
            if (spec.mounts().stream().noneMatch(mount -> mount.target().equals(volume))) {
                paths.add(volume);
            }
        }
        return paths;
    }

    /**
     * What it sees of this machine.
     *
     * @return the mounts that were asked for
     * @throws SandboxException of kind REFUSED if one would be in the place of what isolates
     */
    public List<Mount> mounts() {
        for (Mount mount : spec.mounts()) {
            String target = mount.target();
            if (target.equals(TMP) || isBelowKernel(target)) {
                throw refused("nothing can be mounted at " + target + "; choose for example /workspace");
            }
        }
        return spec.mounts();
    }

    private static boolean isBelowKernel(String path) {
        return KERNEL.stream().anyMatch(folder -> path.equals(folder) || path.startsWith(folder + "/"));
    }

    /**
     * Its variables besides those of the image and the secrets.
     *
     * @return values by name
     */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(Map.of("HOME", TMP, "TMPDIR", TMP));
        environment.putAll(spec.environment());
        return environment;
    }

    private SandboxException refused(String why) {
        return new SandboxException(Kind.REFUSED, "container " + spec.name() + ": " + why);
    }
}
