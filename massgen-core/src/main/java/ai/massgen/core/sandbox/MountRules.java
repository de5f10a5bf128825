package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.core.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which folders and files of this machine a tool may see. A source must exist, lie below an allowed root after all
 * its links are resolved, be a folder or a plain file, and neither be, contain nor lie in anything sensitive. Paths are
 * compared segment by segment, so {@code /data/app} does not allow {@code /data/app-secret}. Immutable and thread-safe.
 */
public final class MountRules {
    /** Colons and commas end a path in the notations of engines' own tools; control characters have no business here. */
    private static final Pattern FORBIDDEN = Pattern.compile("[:,\\p{Cntrl}]");

    private final Path base;
    private final List<Path> roots;
    private final Path runs;
    private final Path nothing;
    private final SensitivePaths sensitive;

    /**
     * Creates rules.
     *
     * @param base what relative paths are relative to, absolute
     * @param roots the folders below which sources must lie, absolute
     * @param runs the folder of all runs, which is hidden from mounts that contain it: agents must not read each other's
     *     work there
     * @param nothing an empty folder to hide it with
     * @param home the user's home folder
     * @param environment the environment variables, for the places of engine sockets
     */
    public MountRules(
            Path base, List<Path> roots, Path runs, Path nothing, Path home, Map<String, String> environment) {
        this.base = Objects.requireNonNull(base, "base");
        this.roots = roots.stream().map(MountRules::realOrNormal).toList();
        this.runs = realOrNormal(runs);
        this.nothing = realOrNormal(nothing);
        this.sensitive = new SensitivePaths(home, environment);
    }

    private static Path realOrNormal(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Checks one mount.
     *
     * @param source the folder or file as it is written in the configuration
     * @param target where the tool sees it
     * @param access what the tool may do with it
     * @return the mount that is allowed, with what must still be true when the container has started
     * @throws SandboxException of kind {@link Kind#REFUSED}; the message says why
     */
    public Checked check(Path source, String target, Mount.Access access) {
        refuseIf(source.toString().isEmpty(), source, "the path is empty");
        refuseIf(source.toString().startsWith("~"), source, "'~' is not expanded; write the whole path");
        Path real = resolve(source);
        refuseIf(FORBIDDEN.matcher(real.toString()).find(), source, "its path has a colon, comma or control character");
        refuseIf(
                roots.stream().noneMatch(real::startsWith),
                source,
                "it leads to '" + real + "', which lies below none of the allowed folders " + roots
                        + "; add one to sandbox.mount_roots");
        Optional<String> objection = sensitive.objection(real);
        refuseIf(objection.isPresent(), source, objection.orElse(""));
        refuseIf(real.startsWith(runs), source, "runs are kept there; give the tool 'workspace: read-write' instead");
        BasicFileAttributes attributes = attributes(real, source);
        refuseIf(!attributes.isDirectory() && !attributes.isRegularFile(), source, "it is neither a folder nor a file");
        Optional<Path> socket = attributes.isDirectory() ? SocketSearch.in(real, runs) : Optional.empty();
        refuseIf(socket.isPresent(), source, "it contains the socket or device '" + socket.orElse(real) + "'");
        return new Checked(mount(real, target, access, source), attributes.fileKey(), masks(real, target));
    }

    /**
     * Checks a mount that keeps a part of another mount read-only.
     *
     * @param source the folder of the other mount, as it is written in the configuration
     * @param below the part, relative to it
     * @param target where the tool sees the other mount
     * @return the mount that is allowed
     * @throws SandboxException of kind {@link Kind#REFUSED}, also if the part does not lie below the folder
     */
    public Checked checkBelow(Path source, Path below, String target) {
        Path whole = resolve(source);
        Path part = resolve(source.resolve(below));
        refuseIf(
                !part.startsWith(whole) || part.equals(whole),
                below,
                "it is to be protected, but does not lie below '" + whole + "' when its links are resolved");
        String inside = target + "/" + whole.relativize(part).toString().replace('\\', '/');
        return check(source.resolve(below), inside, Mount.Access.READ_ONLY);
    }

    private Path resolve(Path source) {
        refuseIf(
                FORBIDDEN.matcher(source.toString()).find(),
                source,
                "its path has a colon, comma or control character");
        try {
            return base.resolve(source).toRealPath();
        } catch (NoSuchFileException e) {
            throw refusal(source, "there is no '" + base.resolve(source) + "'");
        } catch (IOException e) {
            throw refusal(source, "it cannot be resolved: " + e.getMessage());
        }
    }

    private static BasicFileAttributes attributes(Path real, Path source) {
        try {
            return Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw refusal(source, "it cannot be read: " + e.getMessage());
        }
    }

    private static Mount mount(Path real, String target, Mount.Access access, Path source) {
        try {
            return new Mount(real, target, access);
        } catch (IllegalArgumentException e) {
            throw refusal(source, e.getMessage());
        }
    }

    private List<Mount> masks(Path real, String target) {
        if (!runs.startsWith(real)) {
            return List.of();
        }
        String inside = target + "/" + real.relativize(runs).toString().replace('\\', '/');
        return List.of(new Mount(nothing, inside, Mount.Access.READ_ONLY));
    }

    private static void refuseIf(boolean condition, Path source, String why) {
        if (condition) {
            throw refusal(source, why);
        }
    }

    private static SandboxException refusal(Path source, @Nullable String why) {
        return new SandboxException(
                Kind.REFUSED, "'" + Visible.line(source.toString(), 300) + "' is not mounted: " + why);
    }

    /**
     * A mount that is allowed. Between the check and the start somebody may put something else in its place, so
     * {@link #verify} is called again when the container has started and before it is used. Immutable.
     *
     * @param mount the mount
     * @param fileKey what identifies the source on its disk, null where there is no such thing
     * @param masks mounts that hide parts of it
     */
    public record Checked(Mount mount, @Nullable Object fileKey, List<Mount> masks) {
        /** Copies the list. */
        public Checked {
            Objects.requireNonNull(mount, "mount");
            masks = List.copyOf(masks);
        }

        /**
         * All mounts of it.
         *
         * @return the mount and what hides parts of it
         */
        public List<Mount> mounts() {
            List<Mount> all = new ArrayList<>(masks);
            all.addFirst(mount);
            return all;
        }

        /**
         * Checks that the source is still what was checked.
         *
         * @throws SandboxException of kind {@link Kind#REFUSED} if it is not
         */
        public void verify() {
            Path source = mount.source();
            try {
                Object now = Files.readAttributes(source, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey();
                if (source.toRealPath().equals(source) && Objects.equals(now, fileKey)) {
                    return;
                }
            } catch (IOException e) {
                throw refusal(source, "it has gone while the container started: " + e.getMessage());
            }
            throw refusal(source, "it was replaced while the container started");
        }
    }
}
