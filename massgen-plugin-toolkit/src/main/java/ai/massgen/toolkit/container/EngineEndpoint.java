package ai.massgen.toolkit.container;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

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
     * Whether the engine is one of this machine, as far as its address says: only then are paths and process ids its own.
     *
     * @return true for a socket file
     */
    default boolean local() {
        return false;
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
        public boolean local() {
            return true;
        }

        @Override
        public String toString() {
            return "unix://" + path;
        }
    }

    /**
     * A port of another machine, with TLS in both directions: the engine is verified, and so are we.
     *
     * @param host its name or address, which the engine's certificate has to be for
     * @param port its port
     * @param tls the certificates
     */
    record TlsSocket(String host, int port, EngineTls tls) implements EngineEndpoint {
        /** Checks for null. */
        public TlsSocket {
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(tls, "tls");
        }

        @Override
        public EngineChannel connect(Duration timeout) throws IOException {
            return new TlsConnector(this, timeout).connect();
        }

        @Override
        public String toString() {
            return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * An engine behind {@code ssh}: the program runs {@code docker system dial-stdio} there, once for each connection.
     *
     * @param ssh the program and options of the user's own, such as {@code ssh -F file}
     * @param user who to be there, empty for what the program's settings say
     * @param host the host, or its name in the program's settings
     * @param port the port, empty for what the program's settings say
     */
    record SshCommand(List<String> ssh, Optional<String> user, String host, OptionalInt port)
            implements EngineEndpoint {
        /** Copies the list. */
        public SshCommand {
            ssh = List.copyOf(ssh);
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(host, "host");
            Objects.requireNonNull(port, "port");
        }

        @Override
        public EngineChannel connect(Duration timeout) throws IOException {
            return new SshConnector(this).connect();
        }

        /** The whole command of a connection. */
        List<String> command() {
            return new SshConnector(this).command();
        }

        @Override
        public String toString() {
            return "ssh://" + user.map(name -> name + "@").orElse("") + host
                    + (port.isPresent() ? ":" + port.getAsInt() : "");
        }
    }
}
