package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.BackgroundThread;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes an {@link EngineChannel} of two streams that an interrupt does not wake, such as those of a process or of TLS: a
 * thread for each direction stands between them and a pipe, and whoever uses the channel waits at the pipe only.
 */
final class PumpedStreams implements EngineChannel.Ends {
    private static final int PIECE = 16 * 1024;

    private final Pipe inbound;
    private final Pipe outbound;
    private final Closeable connection;
    private final Supplier<String> word;
    private volatile Optional<IOException> lost = Optional.empty();

    /** What tells the other side that nothing more comes. */
    interface HalfClose {
        void close() throws IOException;
    }

    private PumpedStreams(Closeable connection, Supplier<String> word) throws IOException {
        this.inbound = Pipe.open();
        this.outbound = Pipe.open();
        this.connection = connection;
        this.word = word;
    }

    /**
     * Connects the streams.
     *
     * @param name the name of the threads
     * @param in what comes from the other side
     * @param out what goes there
     * @param endOfOutput ends that direction only
     * @param connection ends everything, and what the threads are blocked in
     * @param word what the other side has to say about its end, possibly nothing; asked when it has ended
     */
    static EngineChannel channel(
            String name,
            InputStream in,
            OutputStream out,
            HalfClose endOfOutput,
            Closeable connection,
            Supplier<String> word)
            throws IOException {
        PumpedStreams pumps = new PumpedStreams(connection, word);
        BackgroundThread.platform(name + "-in", () -> pumps.receive(in));
        BackgroundThread.platform(name + "-out", () -> pumps.send(out, endOfOutput));
        return new EngineChannel(pumps.source(), pumps.outbound.sink(), pumps);
    }

    private void receive(InputStream in) {
        byte[] piece = new byte[PIECE];
        boolean any = false;
        try (Pipe.SinkChannel sink = inbound.sink()) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                any = true;
                ByteBuffer left = ByteBuffer.wrap(piece, 0, count);
                while (left.hasRemaining()) {
                    sink.write(left);
                }
            }
            String said = any ? "" : word.get();
            if (!said.isBlank()) {
                lost = Optional.of(new IOException(said));
            }
        } catch (IOException e) {
            lost = Optional.of(e); // before the pipe ends
        }
    }

    private void send(OutputStream out, HalfClose endOfOutput) {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        try (Pipe.SourceChannel source = outbound.source()) {
            while (source.read(piece.clear()) >= 0) {
                out.write(piece.array(), 0, piece.position());
                out.flush();
            }
            endOfOutput.close();
        } catch (IOException e) {
            // whoever writes next finds the pipe closed, and whoever reads hears of the end
        }
    }

    /** The pipe knows only of an end; this tells a loss from it. */
    private ReadableByteChannel source() {
        Pipe.SourceChannel source = inbound.source();
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                int count = source.read(target);
                Optional<IOException> why = lost;
                if (count < 0 && why.isPresent()) {
                    throw new IOException(why.get().getMessage(), why.get());
                }
                return count;
            }

            @Override
            public boolean isOpen() {
                return source.isOpen();
            }

            @Override
            public void close() throws IOException {
                source.close();
            }
        };
    }

    @Override
    public void shutdownOutput() throws IOException {
        outbound.sink().close();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } finally {
            try {
                inbound.source().close();
            } finally {
                outbound.sink().close();
            }
        }
    }
}
