package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where to look for an engine of one kind, and what to tell whoever has none. Immutable.
 *
 * @param engine the engine's name, such as {@code Docker}
 * @param setting the setting that names an address, such as {@code sandbox.docker.host}
 * @param variables environment variables that name one, in the order in which they count; the last one is the engine's own
 * @param sockets the usual sockets, in order; may begin with {@code $XDG_RUNTIME_DIR}
 * @param start how to start it, for a sentence
 * @param permission how to be allowed to use it, for a sentence
 * @param check the command that shows whether it answers, with {@code %s} for its address
 */
public record EngineSearch(
        String engine,
        String setting,
        List<String> variables,
        List<String> sockets,
        String start,
        String permission,
        String check) {
    private static final String RUNTIME_DIRECTORY = "XDG_RUNTIME_DIR";

    /** Copies the lists. */
    public EngineSearch {
        variables = List.copyOf(variables);
        sockets = List.copyOf(sockets);
    }

    /**
     * Chooses an address: the configured one, else that of a variable, else the first socket that is there.
     *
     * @param configured the value of the setting
     * @param context knows the variables
     * @return an address, even if nothing is there
     * @throws SandboxException of kind REFUSED if the address is of a kind that is not supported
     */
    public EngineAddress choose(Optional<String> configured, SandboxContext context) {
        if (configured.isPresent()) {
            return named(configured.get(), setting);
        }
        for (String variable : variables) {
            Optional<String> address = context.environment(variable);
            if (address.isPresent()) {
                return named(address.get(), variable);
            }
        }
        return usual(context);
    }

    /**
     * The first of the usual sockets that is there.
     *
     * @param context knows the variables
     * @return an address, even if nothing is there
     */
    public EngineAddress usual(SandboxContext context) {
        List<String> candidates = sockets.stream()
                .map(socket -> resolved(socket, context))
                .flatMap(Optional::stream)
                .toList();
        String found =
                candidates.stream().filter(EngineSearch::exists).findFirst().orElse(candidates.get(0));
        return new EngineAddress(EngineEndpoint.parse(found), candidates, this);
    }

    private static Optional<String> resolved(String socket, SandboxContext context) {
        if (!socket.startsWith("$" + RUNTIME_DIRECTORY)) {
            return Optional.of("unix://" + socket);
        }
        return context.environment(RUNTIME_DIRECTORY)
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> "unix://" + folder + socket.substring(RUNTIME_DIRECTORY.length() + 1));
    }

    private EngineAddress named(String address, String origin) {
        try {
            return new EngineAddress(EngineEndpoint.parse(address), List.of(address + " (" + origin + ")"), this);
        } catch (IllegalArgumentException e) {
            throw new SandboxException(Kind.REFUSED, origin + ": " + e.getMessage(), e);
        }
    }

    private static boolean exists(String address) {
        return Files.exists(Path.of(address.substring("unix://".length())));
    }

    /** How an address can be named, for a sentence. */
    String settings() {
        return setting + " or " + variables.get(variables.size() - 1);
    }
}
