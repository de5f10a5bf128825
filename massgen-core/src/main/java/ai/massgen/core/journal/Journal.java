package ai.massgen.core.journal;

import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.EventRecord;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends events to a file. Events that are appended together are written in one piece before {@link #append} returns, so
 * a process that dies leaves at most one torn last line; {@link #force} makes a machine that dies lose nothing either.
 * Written through a stream and not a channel, because an interrupt, which is how agents are cancelled, would close a
 * channel. While it is open no other process can open it. {@link #append} is not thread-safe: the event bus serialises;
 * {@link #force} is.
 */
public final class Journal implements AutoCloseable {
    /** The name of a journal in the folder of its run. */
    public static final String FILE = "journal.jsonl";

    private final Path file;
    private final FileOutputStream out;
    private final ReentrantLock forcing = new ReentrantLock();
    private final AtomicLong written = new AtomicLong();
    private long forced;
    private boolean closed;

    private Journal(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Creates a journal.
     *
     * @param file a file that does not exist yet, in a folder that does
     * @return the journal
     * @throws JournalException if the file cannot be created
     */
    public static Journal create(Path file) {
        try {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(file);
            }
        } catch (IOException e) {
            throw unwritable("cannot create the journal " + file, e);
        }
        return open(file);
    }

    /**
     * Goes on with a journal. A torn last line is cut off.
     *
     * @param file a journal
     * @param length how many of its bytes are whole lines; what comes after is cut off
     * @return the journal
     * @throws JournalException if the file cannot be opened, or another process is writing it
     */
    public static Journal reopen(Path file, long length) {
        Journal journal = open(file);
        try {
            journal.out.getChannel().truncate(length);
        } catch (IOException e) {
            journal.close();
            throw unwritable("cannot go on with the journal " + file, e);
        }
        return journal;
    }

    private static Journal open(Path file) {
        try {
            FileOutputStream out = new FileOutputStream(file.toFile(), true);
            if (lock(out) == null) {
                out.close();
                throw new JournalException(
                        JournalException.IN_USE,
                        "the journal " + file + " is being written by another process: the run is still under way",
                        null);
            }
            return new Journal(file, out);
        } catch (IOException e) {
            throw unwritable("cannot open the journal " + file, e);
        }
    }

    /** The lock ends with the stream, and with the process. */
    private static @Nullable FileLock lock(FileOutputStream out) throws IOException {
        try {
            return out.getChannel().tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /**
     * Writes events.
     *
     * @param records the events, in order
     * @throws JournalException if they cannot be written; the run must not go on
     */
    public void append(List<EventRecord> records) {
        StringBuilder lines = new StringBuilder();
        records.forEach(record -> lines.append(EventJson.write(record)).append('\n'));
        try {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            written.incrementAndGet();
        } catch (IOException e) {
            throw unwritable("cannot write the journal " + file, e);
        }
    }

    /**
     * Forces to the disk what was written. Callers that wait for each other are served by one force.
     *
     * @throws JournalException if that fails; the run must not go on
     */
    public void force() {
        long wanted = written.get();
        forcing.lock();
        try {
            if (forced < wanted && !closed) {
                long now = written.get();
                out.getFD().sync();
                forced = now;
            }
        } catch (IOException e) {
            throw unwritable("cannot force the journal " + file + " to the disk", e);
        } finally {
            forcing.unlock();
        }
    }

    /** Forces what was written to the disk and closes the file. Idempotent. */
    @Override
    public void close() {
        force();
        forcing.lock();
        try {
            closed = true;
            out.close();
        } catch (IOException e) {
            throw unwritable("cannot close the journal " + file, e);
        } finally {
            forcing.unlock();
        }
    }

    private static JournalException unwritable(String what, IOException e) {
        return new JournalException(
                JournalException.UNWRITABLE, what + ": " + e.getMessage() + "; is the disk full?", e);
    }
}
