package ai.massgen.core.pin;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other processes from changing a file as long as it is held. What is locked is another file, in {@code .massgen},
 * because the file itself is replaced; the system takes the lock back when the process ends, however it ends. Holds
 * nobody off within a process.
 */
final class FileGuard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final FileOutputStream file;

    private FileGuard(FileOutputStream file) {
        this.file = file;
    }

    /**
     * Waits until nobody else holds the guard. An interrupt does not end the wait, and is kept.
     *
     * @param guarded the file
     * @return the guard
     * @throws IOException if the guard cannot be made, or another process has it for too long
     */
    static FileGuard of(Path guarded) throws IOException {
        Path folder = Files.createDirectories(guarded.toAbsolutePath().resolveSibling(".massgen"));
        FileOutputStream file = new FileOutputStream(
                folder.resolve(guarded.getFileName() + ".guard").toFile(), true);
        try {
            await(file);
            return new FileGuard(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** By asking again and again: a wait in the channel would be ended, and the channel closed, by an interrupt. */
    private static void await(FileOutputStream file) throws IOException {
        boolean interrupted = Thread.interrupted();
        long begin = System.nanoTime();
        try {
            while (tried(file) == null) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IOException("another process has been changing it for " + PATIENCE.toSeconds() + " s");
                }
                try {
                    Thread.sleep(PAUSE);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static @Nullable FileLock tried(FileOutputStream file) throws IOException {
        try {
            return file.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // somebody else in this process, loaded by another class loader
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
