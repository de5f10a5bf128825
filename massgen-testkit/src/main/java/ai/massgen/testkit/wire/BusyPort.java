package ai.massgen.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of the loopback that answers no attempt to connect: somebody listens, but its queue of connections is full and
 * nobody takes one out. Linux leaves further attempts hanging; other systems may refuse them at once.
 */
public final class BusyPort implements AutoCloseable {
    private static final int SHORTEST_QUEUE = 1;
    private static final int MOST = 64;
    private static final int LONG_ENOUGH_MILLIS = 200;

    private final ServerSocket listener;
    private final List<SocketChannel> waiting = new ArrayList<>();

    private BusyPort(ServerSocket listener) {
        this.listener = listener;
    }

    /**
     * Occupies a free port and fills its queue.
     *
     * @return the busy port
     */
    public static BusyPort open() {
        try {
            BusyPort port = new BusyPort(new ServerSocket(0, SHORTEST_QUEUE, InetAddress.getLoopbackAddress()));
            while (port.takesOneMore()) {
                if (port.waiting.size() > MOST) {
                    throw new IllegalStateException("the queue of " + port.uri() + " is never full");
                }
            }
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The port's address.
     *
     * @return an address such as {@code http://127.0.0.1:40123}, without a path
     */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** Gives the port back. */
    @Override
    public void close() {
        try {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean takesOneMore() throws IOException {
        SocketChannel channel = SocketChannel.open();
        waiting.add(channel);
        channel.configureBlocking(false);
        if (channel.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()))) {
            return true;
        }
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_CONNECT);
            return selector.select(LONG_ENOUGH_MILLIS) > 0 && channel.finishConnect();
        }
    }
}
