package ai.massgen.core.pin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is asked for, by the configuration and by this client: the half of a pin's key that is known before anything has
 * been looked at. Another subject is another server, which has to be trusted anew. Arguments may hold what is nobody's
 * business, so only their hash is kept. Immutable.
 *
 * @param server the server's name in the configuration
 * @param image the image as the configuration names it, if the server runs one
 * @param url the address of a server that runs elsewhere, without its query
 * @param program the first word of the command line, if the configuration has one
 * @param arguments the SHA-256 over the canonical JSON of the other words, in hexadecimal digits
 * @param environment the names of the variables, secrets and headers that it is given, in order
 * @param clientCapabilities what our client says it can do, canonical JSON
 */
public record PinSubject(
        String server,
        Optional<String> image,
        Optional<String> url,
        Optional<String> program,
        String arguments,
        List<String> environment,
        String clientCapabilities) {
    /** Copies the list. */
    public PinSubject {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(arguments, "arguments");
        environment = List.copyOf(environment);
        Objects.requireNonNull(clientCapabilities, "clientCapabilities");
    }

    /**
     * Describes a server.
     *
     * @param server its name
     * @param image its image, if it runs one
     * @param command its command line, empty for the image's own
     * @param environment the names of its variables and secrets
     * @param clientCapabilities what our client says it can do, canonical JSON
     * @return the subject
     */
    public static PinSubject of(
            String server,
            Optional<String> image,
            List<String> command,
            Collection<String> environment,
            String clientCapabilities) {
        return new PinSubject(
                server,
                image,
                Optional.empty(),
                command.stream().findFirst(),
                hash(command.stream().skip(1).toList()),
                environment.stream().sorted().distinct().toList(),
                clientCapabilities);
    }

    /**
     * Describes a server that runs elsewhere.
     *
     * @param server its name
     * @param url its address, without its query
     * @param query the query, of which only the hash is kept
     * @param headers the names of the headers that it is given
     * @param clientCapabilities what our client says it can do, canonical JSON
     * @return the subject
     */
    public static PinSubject remote(
            String server, String url, Optional<String> query, Collection<String> headers, String clientCapabilities) {
        return new PinSubject(
                server,
                Optional.empty(),
                Optional.of(url),
                Optional.empty(),
                hash(query.stream().toList()),
                headers.stream().sorted().distinct().toList(),
                clientCapabilities);
    }

    private static String hash(List<String> arguments) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        arguments.forEach(array::add);
        return Sha256.of(CanonicalJson.of(array));
    }
}
