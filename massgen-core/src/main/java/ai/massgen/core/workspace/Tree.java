package ai.massgen.core.workspace;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;

/**
 * Walks the files below a folder while somebody may change them. Folders are entered through the handle of the folder that
 * holds them, so a link that is put in the place of a folder or a file is never followed. Used by one thread, once.
 */
final class Tree {
    private static final int DEEPEST = 64;

    private final Visitor visitor;

    Tree(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Is shown what a folder contains. Paths are relative to the folder that is walked. */
    interface Visitor {
        /** Before what is in it. */
        void folder(Path path) throws IOException;

        void file(Path path, BasicFileAttributes attributes, Opener content) throws IOException;

        /** A link, a pipe, a socket, a device: whatever is neither a folder nor a plain file. */
        void other(Path path);
    }

    /** Opens a file for reading, without following a link. */
    interface Opener {
        SeekableByteChannel open() throws IOException;
    }

    void walk(Path folder) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
                throw new IOException("this file system cannot open files without following links");
            }
            walk(secure, Path.of(""), 0);
        }
    }

    private void walk(SecureDirectoryStream<Path> folder, Path path, int depth) throws IOException {
        for (Path entry : folder) {
            Path name = entry.getFileName();
            Path below = path.resolve(name);
            BasicFileAttributes attributes = attributes(folder, name);
            if (attributes.isDirectory() && depth < DEEPEST) {
                visitor.folder(below);
                try (SecureDirectoryStream<Path> deeper = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                    walk(deeper, below, depth + 1);
                }
            } else if (attributes.isRegularFile()) {
                visitor.file(
                        below,
                        attributes,
                        () -> folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
            } else {
                visitor.other(below);
            }
        }
    }

    private static BasicFileAttributes attributes(SecureDirectoryStream<Path> folder, Path name) throws IOException {
        PosixFileAttributeView posix =
                folder.getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        return posix != null
                ? posix.readAttributes()
                : folder.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                        .readAttributes();
    }
}
