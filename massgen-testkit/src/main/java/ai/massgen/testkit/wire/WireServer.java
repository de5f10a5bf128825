package ai.massgen.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * An HTTP/1.1 server on a free port of the loopback that plays a script. Keeps connections open between requests like a
 * real one. Thread-safe.
 */
public final class WireServer implements AutoCloseable {
    private static final int BEYOND_THE_SCRIPT = 599;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final ServerSocket listener;
    private final Function<WireRequest, WireReply> script;
    private final List<WireRequest> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Semaphore arrivals = new Semaphore(0);
    private final Semaphore departures = new Semaphore(0);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private WireServer(ServerSocket listener, Function<WireRequest, WireReply> script) {
        this.listener = listener;
        this.script = script;
    }

    /**
     * Starts a server that gives each request the next reply. A request beyond the last reply is answered 599.
     *
     * @param replies the replies in order
     * @return the running server
     */
    public static WireServer replying(WireReply... replies) {
        Queue<WireReply> left = new ConcurrentLinkedQueue<>(List.of(replies));
        WireReply none = WireReply.status(BEYOND_THE_SCRIPT).send("the script has no further reply");
        return answering(request -> {
            WireReply next = left.poll();
            return next == null ? none : next;
        });
    }

    /**
     * Starts a server that decides by the request. Many requests may be asked about at once. A script that throws is
     * answered 599.
     *
     * @param script gives the reply to a request
     * @return the running server
     */
    public static WireServer answering(Function<WireRequest, WireReply> script) {
        try {
            ServerSocket listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
            WireServer server = new WireServer(listener, script);
            Thread.ofVirtual().name("wire-server").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The server's address.
     *
     * @return an address such as {@code http://127.0.0.1:40123}, without a path
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /**
     * What has arrived so far.
     *
     * @return the requests in order of arrival, a snapshot
     */
    public List<WireRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * How many connections have been made so far; fewer than requests if clients use them again.
     *
     * @return the number
     */
    public int connections() {
        return accepted.get();
    }

    /**
     * Waits until one more request has arrived than this method has already returned for.
     *
     * @param patience how long to wait
     * @return false if none came in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitRequest(Duration patience) throws InterruptedException {
        return arrivals.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits until one more client has left before the end of its reply than this method has already returned for.
     *
     * @param patience how long to wait
     * @return false if none left in time
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitDeparture(Duration patience) throws InterruptedException {
        return departures.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops listening and drops all connections. Whoever comes from now on finds nobody. */
    @Override
    public void close() {
        try {
            listener.close();
            // The port is free only when the thread that listens has noticed.
            if (!stopped.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the server at " + uri() + " does not stop listening");
            }
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket connection = listener.accept();
                connections.add(connection);
                accepted.incrementAndGet();
                Thread.ofVirtual().name("wire-connection").start(() -> serve(connection));
            }
        } catch (IOException e) {
            // It was closed while it waited.
        } finally {
            stopped.countDown();
        }
    }

    /** A script that fails must show in the client's test, not in a stack trace somewhere. */
    private WireReply answer(WireRequest request) {
        try {
            return script.apply(request);
        } catch (RuntimeException | AssertionError e) {
            return WireReply.status(BEYOND_THE_SCRIPT).send("the script failed: " + e);
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            WireConnection wire = new WireConnection(connection, departures::release);
            WireRequest request = wire.read();
            while (request != null) {
                requests.add(request);
                arrivals.release();
                if (!wire.play(answer(request))) {
                    return;
                }
                request = wire.read();
            }
        } catch (IOException e) {
            // The client went away, which is what many tests are about.
        } finally {
            connections.remove(connection);
        }
    }
}
