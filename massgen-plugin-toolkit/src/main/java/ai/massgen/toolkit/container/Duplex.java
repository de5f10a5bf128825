package ai.massgen.toolkit.container;

import java.io.Closeable;
import java.io.IOException;

/**
 * A connection whose directions end apart. One thread may read while another writes; {@link #close} comes from any thread
 * and ends what another thread is blocked in. An interrupt of a thread that reads or writes closes the connection, see
 * {@link EngineChannel}.
 */
public interface Duplex extends Closeable {
    /**
     * Reads what is there, at least one byte, blocking until then.
     *
     * @param target where to
     * @param offset the first index to write
     * @param length how many bytes at most
     * @return how many bytes were read, or -1 if the other side has closed its direction
     * @throws IOException if the connection is lost or closed
     */
    int read(byte[] target, int offset, int length) throws IOException;

    /**
     * Writes all bytes, blocking while the other side does not take them.
     *
     * @param source the bytes
     * @param offset the first index
     * @param length how many
     * @throws IOException if the connection is lost, closed, or its output was shut down
     */
    void write(byte[] source, int offset, int length) throws IOException;

    /**
     * Closes the writing side only: the other side sees end of file and may still answer. Does nothing if that has
     * happened before or the connection is closed.
     *
     * @throws IOException if the connection is lost
     */
    void shutdownOutput() throws IOException;
}
