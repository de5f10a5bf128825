package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.Alarm;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Objects;

/**
 * One connection to a container engine. One thread may read while another writes; {@link #close} comes from any thread
 * and ends a blocked read or write of another thread with {@link java.nio.channels.AsynchronousCloseException}.
 *
 * <p>A blocked virtual thread is parked and costs no carrier. There is no read timeout: whoever needs one closes the
 * channel when time is up, as {@link EngineHttp} does.
 *
 * <p><strong>Interrupts close.</strong> Interrupting a thread that is blocked in a read or write, or that enters one
 * while interrupted, closes the whole channel ({@link java.nio.channels.ClosedByInterruptException}, interrupt status
 * kept). That is how the JDK keeps such a thread from staying behind, and it is right for a request: its caller is
 * gone. It also means that a long-lived stream must be read by a thread of its own that nobody interrupts for other
 * reasons, and that clean-up must not run on an interrupted thread.
 */
public final class EngineChannel implements Duplex {
    private final ReadableByteChannel source;
    private final WritableByteChannel sink;
    private final Ends ends;
    private final ByteBuffer ahead = ByteBuffer.allocate(8192).flip();

    /** How a connection ends. */
    interface Ends extends Closeable {
        /** Tells the other side that nothing more comes. Idempotent, also after {@link #close}. */
        void shutdownOutput() throws IOException;
    }

    /**
     * Takes over a connected channel.
     *
     * @param channel a connected channel in blocking mode
     */
    public EngineChannel(SocketChannel channel) {
        this(channel, channel, new Ends() {
            @Override
            public void shutdownOutput() throws IOException {
                if (channel.isOpen()) {
                    channel.shutdownOutput();
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        });
    }

    /**
     * Takes over two directions.
     *
     * @param source what comes from the engine, in blocking mode
     * @param sink what goes to it, in blocking mode
     * @param ends closes both
     */
    EngineChannel(ReadableByteChannel source, WritableByteChannel sink, Ends ends) {
        this.source = source;
        this.sink = sink;
        this.ends = ends;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!ahead.hasRemaining()) {
            if (length >= ahead.capacity()) {
                return source.read(ByteBuffer.wrap(target, offset, length));
            }
            if (!fill()) {
                return -1;
            }
        }
        int count = Math.min(length, ahead.remaining());
        ahead.get(target, offset, count);
        return count;
    }

    /**
     * Reads one byte.
     *
     * @return the byte, or -1 if the engine has closed its side
     * @throws IOException if the connection is lost or closed
     */
    public int read() throws IOException {
        return ahead.hasRemaining() || fill() ? ahead.get() & 0xff : -1;
    }

    private boolean fill() throws IOException {
        ahead.clear();
        int count;
        try {
            count = source.read(ahead);
        } finally {
            ahead.flip();
        }
        return count >= 0;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
        while (buffer.hasRemaining()) {
            sink.write(buffer);
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        ends.shutdownOutput();
    }

    /** Closes the channel when a time has passed, unless the alarm is called off: channels have no timeout of their own. */
    Alarm closeAfter(Duration timeout) {
        return Alarm.after("massgen-engine-deadline", timeout, () -> {
            try {
                close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Closes both sides and wakes whoever is blocked. Idempotent. */
    @Override
    public void close() throws IOException {
        ends.close();
    }
}
