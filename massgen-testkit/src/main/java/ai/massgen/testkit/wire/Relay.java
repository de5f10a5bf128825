package ai.massgen.testkit.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port of the loopback in front of another one: what comes in on one side goes out on the other, until it is told to stop.
 * It counts who came. Thread-safe.
 */
public final class Relay implements AutoCloseable {
    private static final int PIECE = 8192;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong allowance = new AtomicLong(Long.MAX_VALUE);
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    private Relay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /**
     * Begins to listen on a free port.
     *
     * @param target the port of the loopback that connections are passed on to
     * @return the running relay
     */
    public static Relay to(int target) {
        try {
            Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().name("relay").start(relay::accept);
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where it listens.
     *
     * @return the port
     */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * How many connections have been made to it.
     *
     * @return the number so far
     */
    public int connections() {
        return connections.get();
    }

    /**
     * From now on only so much goes back to those who connect, all together; then connections stay open and say nothing.
     *
     * @param bytes how much, at least 0
     */
    public void stopAfter(long bytes) {
        stopped = new CountDownLatch(1);
        allowance.set(bytes);
    }

    /**
     * Waits until it has stopped somebody.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Lets everything through that begins from now on; what was stopped stays stopped. */
    public void goOn() {
        allowance.set(Long.MAX_VALUE);
    }

    /** Cuts all connections that are there now. */
    public void cut() {
        for (Socket socket : sockets) {
            close(socket);
        }
    }

    /** Cuts all connections and takes no more. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listener.accept();
                connections.incrementAndGet();
                sockets.add(near);
                Thread.ofVirtual().name("relay-connection").start(() -> join(near));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void join(Socket near) {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(far);
            Thread.ofVirtual().name("relay-there").start(() -> pass(near, far, new AtomicLong(Long.MAX_VALUE)));
            pass(far, near, allowance);
        } catch (IOException e) {
            close(near); // nobody is there
        }
    }

    private void pass(Socket from, Socket to, AtomicLong allowed) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[PIECE];
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                long left = allowed.getAndAdd(-count);
                out.write(piece, 0, Math.clamp(left, 0, count));
                if (left < count) {
                    stopped.countDown();
                    return; // both stay open
                }
            }
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        }
    }

    private void close(Socket socket) {
        sockets.remove(Objects.requireNonNull(socket, "socket"));
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
