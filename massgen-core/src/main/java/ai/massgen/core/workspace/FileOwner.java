package ai.massgen.core.workspace;

import ai.massgen.api.sandbox.RunAs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Who owns a file, and as whom a tool must run to share it.
 *
 * <p>A container that shares files with this user runs as this user, whose files keep their owner that way. If this user
 * is root, it does not: what root shares with a container belongs to nobody (65532) from the start.
 */
final class FileOwner {
    private static final int ROOT = 0;
    private static final RunAs.Ids NOBODY = (RunAs.Ids) RunAs.NOBODY;

    private FileOwner() {}

    /**
     * As whom a tool must run to have the rights of a file's owner, but never root's.
     *
     * @param file an existing file or folder
     * @return a user that is not root, in a group that is not root's
     */
    static RunAs userFor(Path file) {
        return ids(file).map(FileOwner::unprivileged).orElse(NOBODY);
    }

    /** Root's group is dropped too: its members may read what its owner shares with nobody else. */
    static RunAs.Ids unprivileged(RunAs.Ids owner) {
        if (owner.uid() == ROOT) {
            return NOBODY;
        }
        return owner.gid() == ROOT ? new RunAs.Ids(owner.uid(), NOBODY.gid()) : owner;
    }

    /**
     * Gives a new folder of ours to the user that tools will run as.
     *
     * @param folder the folder
     * @return that user
     * @throws IOException if the owner cannot be changed
     */
    static RunAs share(Path folder) throws IOException {
        Optional<RunAs.Ids> mine = ids(folder);
        if (mine.isPresent() && mine.get().uid() == ROOT) {
            Files.setAttribute(folder, "unix:gid", NOBODY.gid(), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(folder, "unix:uid", NOBODY.uid(), LinkOption.NOFOLLOW_LINKS);
        }
        return userFor(folder);
    }

    private static Optional<RunAs.Ids> ids(Path file) {
        try {
            return Optional.of(
                    new RunAs.Ids((int) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS), (int)
                            Files.getAttribute(file, "unix:gid", LinkOption.NOFOLLOW_LINKS)));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // No such ids here, or a number beyond what containers use: nobody is always right.
            return Optional.empty();
        }
    }
}
