package ai.massgen.core.journal;

import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.EventRecord;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Appends events to a file. Each event is written in one piece before {@link #append} returns, so a process that dies
 * leaves at most one torn last line. Written through a stream and not a channel, because an interrupt, which is how
 * agents are cancelled, would close a channel. Not thread-safe: the event bus serialises.
 */
public final class Journal implements AutoCloseable {
    private final Path file;
    private final FileOutputStream out;

    private Journal(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Creates a journal.
     *
     * @param file a file that does not exist yet, in a folder that does
     * @return the journal
     * @throws UncheckedIOException if the file cannot be created
     */
    public static Journal create(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
            return new Journal(file, new FileOutputStream(file.toFile(), true));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the journal " + file, e);
        }
    }

    /**
     * Writes one event.
     *
     * @param record the event
     * @throws UncheckedIOException if it cannot be written; the run must not go on
     */
    public void append(EventRecord record) {
        try {
            out.write((EventJson.write(record) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the journal " + file, e);
        }
    }

    /** Forces what was written to the disk and closes the file. */
    @Override
    public void close() {
        try (out) {
            out.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the journal " + file, e);
        }
    }
}
