package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.Alarm;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Connects to a local socket within a time. What an engine does not accept queues up; when the queue is full, the kernel
 * blocks a platform thread without end and turns a virtual one away at once, so the one needs a deadline and the other
 * patience.
 *
 * @param path the socket
 * @param timeout how long to try
 */
record UnixConnector(Path path, Duration timeout) {
    private static final Duration PAUSE = Duration.ofMillis(10);

    EngineChannel connect() throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            try {
                return attempt(left);
            } catch (SocketException e) {
                if (!queueIsFull(e)) {
                    throw e;
                }
                if (left.compareTo(PAUSE) < 0) {
                    throw late(e);
                }
                pause();
            }
        }
    }

    private EngineChannel attempt(Duration left) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        EngineChannel channel = new EngineChannel(socket);
        boolean done = false;
        try (Alarm deadline = channel.closeAfter(left)) {
            socket.connect(UnixDomainSocketAddress.of(path));
            done = deadline.callOff();
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (AsynchronousCloseException e) {
            throw late(e);
        } finally {
            if (!done) {
                channel.close();
            }
        }
        if (!done) {
            throw late(new AsynchronousCloseException());
        }
        return channel;
    }

    /** The JDK has no exception of its own for EAGAIN. */
    private static boolean queueIsFull(SocketException e) {
        return String.valueOf(e.getMessage()).contains("temporarily unavailable");
    }

    private SocketTimeoutException late(IOException cause) {
        SocketTimeoutException late = new SocketTimeoutException(
                "unix://" + path + " does not accept connections, tried for " + timeout.toMillis() + " ms");
        late.initCause(cause);
        return late;
    }

    private static void pause() throws ClosedByInterruptException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }
}
