package ai.massgen.toolkit.container;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The standard streams of a container over one connection that lasts as long as the container. Costs no thread: the one
 * that reads {@link #stdout} also hands standard error to its consumer.
 *
 * <p>One thread may read, another may write; {@link #close} comes from any thread and wakes both. An interrupt of the
 * reading or writing thread closes the connection, see {@link EngineChannel}. A lost connection can't be replaced: the
 * container has to be discarded.
 */
public final class AttachedStreams implements Closeable {
    private final Duplex channel;
    private final FramedInput stdout;
    private final OutputStream stdin;

    /**
     * Takes over a connection that is attached.
     *
     * @param channel the connection
     * @param stderr as in {@link #open}
     */
    public AttachedStreams(Duplex channel, Consumer<? super byte[]> stderr) {
        this.channel = Objects.requireNonNull(channel, "channel");
        this.stdout = new FramedInput(channel::read, stderr);
        this.stdin = new Stdin(channel);
    }

    /**
     * Attaches. To lose nothing, attach after the container is created and before it is started.
     *
     * @param http the engine
     * @param request the request to attach, without a body
     * @param stderr receives copies of what the container writes to its standard error, on the thread that reads
     *     {@link #stdout}; must not block
     * @param timeout until the engine has agreed
     * @return the streams
     * @throws RefusedException if the engine does not agree
     * @throws IOException if the engine is not there, does not answer in time, or the connection is lost
     * @throws InterruptedException if the thread is interrupted
     */
    public static AttachedStreams open(
            EngineHttp http, EngineRequest request, Consumer<? super byte[]> stderr, Duration timeout)
            throws IOException, InterruptedException {
        EngineResponse response = http.upgrade(request, timeout);
        if (response.status() == 101 || response.status() == 200) {
            return new AttachedStreams(response.channel(), stderr);
        }
        try (response) {
            throw new RefusedException(response.status(), response.readText(64 * 1024, timeout));
        }
    }

    /**
     * What the container writes to its standard output.
     *
     * @return an unbuffered stream that ends with -1 when the engine closes the connection between two frames, and with
     *     an {@link IOException} when the connection is lost within one or {@link #close} is called
     */
    public InputStream stdout() {
        return stdout;
    }

    /**
     * The container's standard input. Closing it gives the container end of file and leaves its output open.
     *
     * @return an unbuffered stream
     */
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** An engine that does not attach. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        RefusedException(int status, String body) {
            super("the engine answered " + status + ": " + body.strip());
            this.status = status;
        }

        /**
         * The HTTP status.
         *
         * @return for example 404
         */
        public int status() {
            return status;
        }
    }

    /** Standard input: unframed, and closed by half. */
    private static final class Stdin extends OutputStream {
        private final Duplex channel;
        private final AtomicBoolean closed = new AtomicBoolean();

        Stdin(Duplex channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (closed.get()) {
                throw new ClosedChannelException();
            }
            channel.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (closed.compareAndSet(false, true)) {
                channel.shutdownOutput();
            }
        }
    }
}
