package ai.massgen.core.pin;

import ai.massgen.core.pin.PinException.Kind;
import ai.massgen.core.text.Visible;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * {@code massgen.lock}, the file beside the configuration that says what was trusted. It is replaced as a whole, so that
 * nobody ever reads half of it. Thread-safe, and safe against other processes, over all instances.
 */
public final class LockFile {
    /** The name of the file. */
    public static final String NAME = "massgen.lock";

    private static final int MOST_BYTES = 64 << 20;
    private static final int LONGEST = 400;
    private static final ReentrantLock WRITING = new ReentrantLock();

    private final Path path;

    /**
     * Names the file. Does no I/O.
     *
     * @param folder the folder of the configuration
     */
    public LockFile(Path folder) {
        this.path = folder.resolve(NAME);
    }

    /**
     * Where the file is.
     *
     * @return its path
     */
    public Path path() {
        return path;
    }

    /**
     * Reads the file.
     *
     * @return what is pinned; nothing if there is no file
     * @throws PinException if it cannot be read or is no lock file
     */
    public Lock read() {
        if (Files.notExists(path)) {
            return Lock.EMPTY;
        }
        try {
            return LockJson.read(text());
        } catch (IOException e) {
            throw unusable("cannot be read: " + reason(e), e);
        } catch (IllegalArgumentException e) {
            throw unusable(Visible.line(String.valueOf(e.getMessage()), LONGEST), e);
        }
    }

    /** Not through a channel, which an interrupt would close. */
    private String text() throws IOException {
        try (FileInputStream in = new FileInputStream(path.toFile())) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it is larger than " + (MOST_BYTES >> 20) + " MiB");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }

    /**
     * Changes the file, on top of what it says at this moment.
     *
     * @param change makes the new pins from those that are there, possibly twice; if they are the same, nothing is written
     * @return what is pinned now
     * @throws PinException if the file cannot be read or written
     */
    public Lock update(UnaryOperator<Lock> change) {
        Lock now = read();
        if (change.apply(now).equals(now)) {
            return now;
        }
        WRITING.lock();
        try {
            FileGuard guard = FileGuard.of(path);
            try (guard) {
                return changed(change);
            }
        } catch (IOException e) {
            throw unusable("cannot be written: " + reason(e), e);
        } finally {
            WRITING.unlock();
        }
    }

    private Lock changed(UnaryOperator<Lock> change) throws IOException {
        Lock before = read();
        Lock after = change.apply(before);
        if (!after.equals(before)) {
            replace(LockJson.write(after));
        }
        return after;
    }

    private void replace(String text) throws IOException {
        Path fresh = Files.createTempFile(path.toAbsolutePath().getParent(), NAME, ".new");
        try {
            write(fresh, text);
            readableLikeAnyOther(fresh);
            move(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void write(Path file, String text) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        }
    }

    /** A temporary file is for its owner only, but this one is to be committed and shared. */
    private static void readableLikeAnyOther(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private void move(Path fresh) throws IOException {
        try {
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, path, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case CharacterCodingException e -> "it is not UTF-8 text";
            case AccessDeniedException e -> "you may not do that there";
            default -> Visible.line(String.valueOf(failure.getMessage()), LONGEST);
        };
    }

    private PinException unusable(String what, Exception cause) {
        return new PinException(
                Kind.LOCK_UNUSABLE,
                "the lock file " + Visible.line(path.toString(), LONGEST) + " " + what
                        + "; restore it from version control, or delete it to trust all tools anew",
                cause);
    }
}
