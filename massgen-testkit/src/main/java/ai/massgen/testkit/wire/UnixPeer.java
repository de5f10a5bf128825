package ai.massgen.testkit.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Listens on a Unix socket and hands each connection to a script on a thread of its own. Thread-safe. */
public final class UnixPeer implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel listener;
    private final Script script;
    private final Set<UnixTalk> talks = ConcurrentHashMap.newKeySet();

    private UnixPeer(Path path, ServerSocketChannel listener, Script script) {
        this.path = path;
        this.listener = listener;
        this.script = script;
    }

    /** What happens on one connection. */
    @FunctionalInterface
    public interface Script {
        /**
         * Plays one connection, which is closed afterwards. Called from many threads at once.
         *
         * @param talk the connection
         * @throws IOException if the client went away, which ends this connection only
         */
        void play(UnixTalk talk) throws IOException;
    }

    /**
     * Starts to listen.
     *
     * @param path the socket's path, at most 107 bytes, where there is no file yet
     * @param script what happens on each connection
     * @return the running peer
     */
    public static UnixPeer listening(Path path, Script script) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(path), 128);
            UnixPeer peer = new UnixPeer(path, listener, script);
            Thread.ofVirtual().name("unix-peer").start(peer::accept);
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Where it listens.
     *
     * @return the socket's path
     */
    public Path path() {
        return path;
    }

    /**
     * How many connections are open on this side.
     *
     * @return the number
     */
    public int open() {
        return talks.size();
    }

    /** Drops all connections, stops listening and deletes the socket. */
    @Override
    public void close() {
        try {
            listener.close();
            for (UnixTalk talk : talks) {
                talk.cut();
            }
            path.toFile().delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                UnixTalk talk = new UnixTalk(listener.accept());
                talks.add(talk);
                Thread.ofVirtual().name("unix-talk").start(() -> play(talk));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void play(UnixTalk talk) {
        try (talk) {
            script.play(talk);
        } catch (IOException e) {
            // The client went away, which is what many tests are about.
        } finally {
            talks.remove(talk);
        }
    }
}
