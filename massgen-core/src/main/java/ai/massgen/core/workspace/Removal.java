package ai.massgen.core.workspace;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Removes folders of ours, and nothing else. */
final class Removal {
    private Removal() {}

    /**
     * Removes a folder with all that is in it. Links are removed, not followed.
     *
     * @param run the folder of a run, which carries our marker
     * @param folder a folder below it; nothing happens if it is not there
     * @throws IOException if it is not below it, the marker is missing, or something cannot be removed
     */
    static void of(Path run, Path folder) throws IOException {
        boolean ours = folder.startsWith(run)
                && !folder.equals(run)
                && folder.normalize().equals(folder)
                && Files.isRegularFile(run.resolve(Workspaces.MARKER), LinkOption.NOFOLLOW_LINKS);
        if (!ours) {
            throw new IOException("not ours to remove: '" + folder + "'");
        }
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, new Remover());
        }
    }

    private static final class Remover extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
