package ai.massgen.core.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Copies the files below a folder into a new one, which belongs to the user that tools run as. Links, pipes, sockets and devices are left out, and so is what would make
 * the copy too large. A file that has not changed since an earlier copy is linked to that copy instead of being read: only
 * copies of ours are linked, never what an agent can write. Used by one thread, once.
 */
final class TreeCopy implements Tree.Visitor {
    private static final int MOST_FILES = 20_000;
    private static final int BUFFER = 1 << 16;

    private final Path source;
    private final Path target;
    private final long mostBytes;
    private final Optional<Kept> before;
    private final Map<Path, Stamp> files = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private long bytes;
    private int leftOut;

    /** What tells a file that has changed from one that has not. The time of the last change of its entry cannot be forged. */
    record Stamp(String key, long size, FileTime modified, Object changed) {}

    /** A copy, and what it was made of. */
    record Kept(Path folder, Map<Path, Stamp> files, long bytes, int leftOut) {
        Kept {
            files = Map.copyOf(files);
        }

        Kept at(Path moved) {
            return new Kept(moved, files, bytes, leftOut);
        }
    }

    private TreeCopy(Path source, Path target, long mostBytes, Optional<Kept> before) {
        this.source = source;
        this.target = target;
        this.mostBytes = mostBytes;
        this.before = before;
    }

    /**
     * Makes a copy.
     *
     * @param source the folder to copy
     * @param target the folder to make
     * @param mostBytes how large it may become
     * @param before an earlier copy of the same folder
     */
    static Kept of(Path source, Path target, long mostBytes, Optional<Kept> before) throws IOException {
        TreeCopy copy = new TreeCopy(source, target, mostBytes, before);
        FileOwner.share(Files.createDirectory(target));
        new Tree(copy).walk(source);
        return new Kept(target, copy.files, copy.bytes, copy.leftOut);
    }

    @Override
    public void folder(Path path) throws IOException {
        FileOwner.share(Files.createDirectory(target.resolve(path)));
    }

    @Override
    public void other(Path path) {
        leftOut++;
    }

    @Override
    public void file(Path path, BasicFileAttributes attributes, Tree.Opener content) throws IOException {
        if (files.size() >= MOST_FILES || bytes + attributes.size() > mostBytes) {
            leftOut++;
            return;
        }
        Stamp stamp = stamp(path, attributes);
        if (!linked(path, stamp)) {
            bytes += copied(path, attributes, content);
        } else {
            bytes += attributes.size();
        }
        files.put(path, stamp);
    }

    private Stamp stamp(Path path, BasicFileAttributes attributes) {
        return new Stamp(
                String.valueOf(attributes.fileKey()),
                attributes.size(),
                attributes.lastModifiedTime(),
                changed(source.resolve(path)));
    }

    private static Object changed(Path file) {
        try {
            return Files.getAttribute(file, "unix:ctime", LinkOption.NOFOLLOW_LINKS);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return new Object(); // equal to nothing: then it counts as changed
        }
    }

    private boolean linked(Path path, Stamp stamp) throws IOException {
        if (before.isEmpty() || !stamp.equals(before.get().files().get(path))) {
            return false;
        }
        try {
            Files.createLink(target.resolve(path), before.get().folder().resolve(path));
            return true;
        } catch (NoSuchFileException | UnsupportedOperationException e) {
            return false;
        }
    }

    private long copied(Path path, BasicFileAttributes attributes, Tree.Opener content) throws IOException {
        long written = 0;
        try (SeekableByteChannel in = content.open();
                FileChannel out = FileChannel.open(
                        target.resolve(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long room = mostBytes - bytes;
            while (written < room && in.read(buffer.clear()) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    written += out.write(buffer);
                }
            }
        }
        dress(target.resolve(path), attributes);
        return written;
    }

    private static void dress(Path copy, BasicFileAttributes attributes) throws IOException {
        Files.setLastModifiedTime(copy, attributes.lastModifiedTime());
        if (attributes instanceof PosixFileAttributes posix
                && posix.permissions().contains(PosixFilePermission.OWNER_EXECUTE)) {
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        FileOwner.share(copy);
    }
}
