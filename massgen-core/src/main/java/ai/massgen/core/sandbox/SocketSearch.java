package ai.massgen.core.sandbox;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for sockets and devices in a folder before a tool gets to see it: whoever sees a socket can talk to what listens
 * there, even through a read-only mount. Looks a few levels deep and at a bounded number of files.
 */
final class SocketSearch extends SimpleFileVisitor<Path> {
    private static final int DEPTH = 4;
    private static final int FILES = 20_000;

    private final Path except;
    private int seen;
    private @Nullable Path found;

    private SocketSearch(Path except) {
        this.except = except;
    }

    /**
     * Searches.
     *
     * @param folder where
     * @param except a folder that is not looked into
     * @return the first socket or device
     */
    static Optional<Path> in(Path folder, Path except) {
        SocketSearch search = new SocketSearch(except);
        try {
            Path end = Files.walkFileTree(folder, Set.<FileVisitOption>of(), DEPTH, search);
            assert end.equals(folder);
        } catch (IOException e) {
            // What cannot be read here cannot be searched; the tool has no more rights than this program.
        }
        return Optional.ofNullable(search.found);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.equals(except) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        if (attributes.isOther() && !isPipe(file)) {
            found = file;
            return FileVisitResult.TERMINATE;
        }
        return ++seen > FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) {
        return FileVisitResult.CONTINUE;
    }

    private static boolean isPipe(Path file) {
        try {
            return ((int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000) == 0010000;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}
