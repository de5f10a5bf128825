package ai.massgen.toolkit.container;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Which engine to talk to, and how it was found. Immutable.
 *
 * @param endpoint where it listens
 * @param tried everything that was looked at, for the message when nobody answers
 * @param search how it was looked for
 */
public record EngineAddress(EngineEndpoint endpoint, List<String> tried, EngineSearch search) {
    /** Copies the list. */
    public EngineAddress {
        Objects.requireNonNull(endpoint, "endpoint");
        tried = List.copyOf(tried);
        Objects.requireNonNull(search, "search");
    }

    /**
     * What to tell someone whose engine does not answer: what is wrong with the socket, as far as it shows, and what to do.
     *
     * @return sentences
     */
    public String advice() {
        return switch (endpoint) {
            case EngineEndpoint.UnixSocket socket -> advice(socket.path());
            case EngineEndpoint.TlsSocket elsewhere ->
                looked() + "See whether " + search.engine() + " listens there with TLS and takes these certificates ("
                        + elsewhere.tls() + ").";
            case EngineEndpoint.SshCommand elsewhere ->
                looked() + "See whether this works without a question: " + String.join(" ", elsewhere.command()) + ".";
        };
    }

    private String looked() {
        return "Looked at " + String.join(", ", tried) + ". ";
    }

    private String advice(Path socket) {
        String looked = looked();
        if (Files.notExists(socket)) {
            return looked + "There is no such socket: " + search.start() + ", or set " + search.settings() + ".";
        }
        if (Files.isRegularFile(socket) || Files.isDirectory(socket)) {
            return looked + "That is no socket: set " + search.settings() + " to the one of " + search.engine() + ".";
        }
        if (!Files.isWritable(socket)) {
            return looked + "This user may not use the socket: " + search.permission() + ".";
        }
        return looked + "The socket is there: see whether " + search.engine() + " runs behind it, with: "
                + search.check().replace("%s", endpoint.toString());
    }
}
