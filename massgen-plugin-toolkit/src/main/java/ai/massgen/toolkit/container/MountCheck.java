package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes sure that what is mounted is what was allowed: the file behind each source is remembered before the container is
 * created and looked at again before it starts, so that nobody can swap it for a link in between.
 */
public final class MountCheck {
    private final Map<Path, Object> files = new LinkedHashMap<>();

    private MountCheck() {}

    /**
     * Looks at the sources for the first time.
     *
     * @param mounts the mounts
     * @return what was seen
     * @throws SandboxException of kind REFUSED if a source is a link or can't be read
     */
    public static MountCheck of(List<Mount> mounts) {
        MountCheck check = new MountCheck();
        for (Mount mount : mounts) {
            check.files.put(mount.source(), key(mount.source()));
        }
        return check;
    }

    /** Whether a file is the one that was allowed at a source; nothing is known of sources of our own. */
    boolean allows(Path source, Object file) {
        Object allowed = files.get(source);
        return allowed == null || allowed.equals(file) || allowed.equals(source);
    }

    /**
     * Looks again.
     *
     * @throws SandboxException of kind NOT_ENFORCED if a source is not what it was
     */
    public void repeat() {
        files.forEach((source, before) -> {
            if (!key(source).equals(before)) {
                throw new SandboxException(
                        Kind.NOT_ENFORCED, "mount source " + source + " was replaced while its container was created");
            }
        });
    }

    private static Object key(Path source) {
        try {
            if (!source.toRealPath().equals(source)) {
                throw new SandboxException(
                        Kind.REFUSED,
                        "mount source " + source + " is or contains a link to " + source.toRealPath()
                                + "; name the target itself");
            }
            return Objects.requireNonNullElse(
                    Files.readAttributes(source, BasicFileAttributes.class).fileKey(), source);
        } catch (IOException e) {
            throw new SandboxException(
                    Kind.REFUSED, "mount source " + source + " does not exist or can't be read by this user", e);
        }
    }
}
