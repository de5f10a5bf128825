package ai.massgen.core.egress;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many streams over the two of a forwarder. The thread that reads never waits for anything else, so the forwarder can always
 * be read from, and a peer that breaks the rules ends the tunnel. Thread-safe.
 */
final class Tunnel {
    private final DataInputStream in;
    private final OutputStream out;
    private final Consumer<TunnelStream> opened;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Integer, TunnelStream> streams = new HashMap<>();
    private int last;

    /**
     * Makes a tunnel.
     *
     * @param in from the forwarder
     * @param out to it
     * @param opened is told of each new stream on the reading thread, and must not block
     */
    Tunnel(InputStream in, OutputStream out, Consumer<TunnelStream> opened) {
        this.in = new DataInputStream(in);
        this.out = out;
        this.opened = opened;
    }

    /** Waits for the forwarder to listen. */
    void awaitReady() throws IOException {
        if (Frame.read(in).kind() != Frame.READY) {
            throw new IOException("it did not begin by saying that it listens");
        }
    }

    /** Reads until the tunnel ends, then ends all streams. */
    void run() throws IOException {
        try {
            while (true) {
                take(Frame.read(in));
            }
        } finally {
            endAll();
        }
    }

    private void take(Frame frame) throws IOException {
        if (frame.kind() == Frame.OPEN) {
            opened.accept(open(frame.stream()));
            return;
        }
        if (frame.kind() == Frame.READY || frame.stream() < 1) {
            throw new IOException("it sent a frame out of place");
        }
        TunnelStream stream = find(frame.stream());
        if (stream == null) {
            return; // the last of a stream that was closed here meanwhile
        }
        switch (frame.kind()) {
            case Frame.DATA -> stream.received(frame.payload());
            case Frame.END -> stream.receivedEnd();
            case Frame.CREDIT -> stream.credited(frame.credit());
            default -> {
                forget(stream);
                stream.abort();
            }
        }
    }

    private TunnelStream open(int id) throws IOException {
        lock.lock();
        try {
            if (id <= last || streams.size() >= Frame.MOST_STREAMS) {
                throw new IOException(id <= last ? "it opened a stream twice" : "it opened too many streams");
            }
            last = id;
            TunnelStream stream = new TunnelStream(this, id);
            streams.put(id, stream);
            return stream;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable TunnelStream find(int id) throws IOException {
        lock.lock();
        try {
            if (id > last) {
                throw new IOException("it sent a frame of a stream that was never opened");
            }
            return streams.get(id);
        } finally {
            lock.unlock();
        }
    }

    private boolean forget(TunnelStream stream) {
        lock.lock();
        try {
            return streams.remove(stream.id()) != null;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a stream from this side. */
    void close(TunnelStream stream) {
        if (forget(stream)) {
            stream.abort();
            try {
                send(Frame.of(Frame.CLOSE, stream.id()));
            } catch (IOException e) {
                // the tunnel is gone, and the stream with it
            }
        }
    }

    void send(Frame frame) throws IOException {
        byte[] bytes = frame.bytes();
        writing.lock();
        try {
            out.write(bytes);
        } finally {
            writing.unlock();
        }
    }

    private void endAll() {
        List<TunnelStream> open;
        lock.lock();
        try {
            open = List.copyOf(streams.values());
            streams.clear();
        } finally {
            lock.unlock();
        }
        open.forEach(TunnelStream::abort);
    }
}
