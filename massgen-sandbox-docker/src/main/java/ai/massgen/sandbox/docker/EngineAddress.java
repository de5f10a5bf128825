package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which engine to talk to, and how it was found.
 *
 * @param endpoint where it listens
 * @param tried everything that was looked at, for the message when nobody answers
 */
record EngineAddress(EngineEndpoint endpoint, List<String> tried) {
    /** The first is for those whose other tools use another engine, or none. */
    private static final List<String> VARIABLES = List.of("MASSGEN_DOCKER_HOST", "DOCKER_HOST");

    private static final String DEFAULT = "unix:///var/run/docker.sock";

    EngineAddress {
        tried = List.copyOf(tried);
    }

    static EngineAddress choose(Optional<String> configured, SandboxContext context) {
        if (configured.isPresent()) {
            return named(configured.get(), "sandbox.docker.host");
        }
        for (String variable : VARIABLES) {
            Optional<String> address = context.environment(variable);
            if (address.isPresent()) {
                return named(address.get(), variable);
            }
        }
        List<String> candidates = new ArrayList<>(List.of(DEFAULT));
        context.environment("XDG_RUNTIME_DIR")
                .filter(folder -> folder.startsWith("/"))
                .ifPresent(folder -> candidates.add("unix://" + folder + "/docker.sock"));
        String found =
                candidates.stream().filter(EngineAddress::exists).findFirst().orElse(DEFAULT);
        return new EngineAddress(EngineEndpoint.parse(found), candidates);
    }

    private static EngineAddress named(String address, String origin) {
        try {
            return new EngineAddress(EngineEndpoint.parse(address), List.of(address + " (" + origin + ")"));
        } catch (IllegalArgumentException e) {
            throw new SandboxException(Kind.REFUSED, origin + ": " + e.getMessage(), e);
        }
    }

    private static boolean exists(String address) {
        return Files.exists(Path.of(address.substring("unix://".length())));
    }

    /** What to tell someone whose engine does not answer: what is wrong with the socket, as far as it shows, and what to do. */
    String advice() {
        return switch (endpoint) {
            case EngineEndpoint.UnixSocket socket -> advice(socket.path());
        };
    }

    private String advice(Path socket) {
        String looked = "Looked at " + String.join(", ", tried) + ". ";
        if (Files.notExists(socket)) {
            return looked + "There is no such socket: start Docker, or set sandbox.docker.host or DOCKER_HOST.";
        }
        if (Files.isRegularFile(socket) || Files.isDirectory(socket)) {
            return looked + "That is no socket: set sandbox.docker.host or DOCKER_HOST to the one of Docker.";
        }
        if (!Files.isWritable(socket)) {
            return looked
                    + "This user may not use the socket: join its group (usually docker), or use rootless Docker.";
        }
        return looked + "The socket is there: see whether Docker runs behind it, with: docker -H " + endpoint + " info";
    }
}
