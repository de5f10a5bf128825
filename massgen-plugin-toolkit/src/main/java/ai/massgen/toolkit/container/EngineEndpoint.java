package ai.massgen.toolkit.container;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** Where a container engine listens. Immutable. New kinds may be added. */
public sealed interface EngineEndpoint {
    /**
     * Reads an address in the notation of {@code DOCKER_HOST}.
     *
     * @param uri {@code unix:///absolute/path}
     * @return the endpoint
     * @throws IllegalArgumentException if the address is of another form; the message says what is possible
     */
    static EngineEndpoint parse(String uri) {
        Objects.requireNonNull(uri, "uri");
        if (uri.startsWith("unix:///") && uri.length() > "unix:///".length()) {
            return new UnixSocket(Path.of(uri.substring("unix://".length())));
        }
        throw new IllegalArgumentException(
                "engine address '" + uri + "' is not supported; write unix:///path/to/the.sock");
    }

    /**
     * Connects. An interrupt of the calling thread ends this with
     * {@link java.nio.channels.ClosedByInterruptException} and leaves the interrupt status set.
     *
     * @param timeout how long to try while the engine is there and too busy to accept
     * @return a new connection
     * @throws SocketTimeoutException if the engine does not accept in time
     * @throws IOException if nobody listens there
     */
    EngineChannel connect(Duration timeout) throws IOException;

    /**
     * A socket file of this machine.
     *
     * @param path the absolute path of the socket
     */
    record UnixSocket(Path path) implements EngineEndpoint {
        /**
         * Checks the path.
         *
         * @throws IllegalArgumentException if it is not absolute
         */
        public UnixSocket {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException("the path of an engine's socket must be absolute: '" + path + "'");
            }
        }

        @Override
        public EngineChannel connect(Duration timeout) throws IOException {
            return new UnixConnector(path, timeout).connect();
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }
}
