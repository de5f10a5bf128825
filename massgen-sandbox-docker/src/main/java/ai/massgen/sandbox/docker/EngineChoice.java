package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.EngineAddress;
import ai.massgen.toolkit.container.EngineEndpoint;
import ai.massgen.toolkit.container.EngineTls;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Chooses the engine in the order of the docker program, with our own settings first: {@code host}, {@code context},
 * {@code MASSGEN_DOCKER_HOST}, {@code DOCKER_HOST}, {@code DOCKER_CONTEXT}, the current context, the usual sockets.
 *
 * @param config the settings
 * @param context knows the variables
 * @param folder the docker program's settings
 */
record EngineChoice(DockerConfig config, SandboxContext context, DockerFolder folder) {
    /** What becomes a word of a command must not be one of its options. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private static final int TLS_PORT = 2376;

    EngineAddress address() {
        if (config.host().isPresent()) {
            return named(config.host().get(), "sandbox.docker.host");
        }
        if (config.context().isPresent()) {
            return ofContext(config.context().get(), "sandbox.docker.context");
        }
        for (String variable : DockerSandbox.SEARCH.variables()) {
            Optional<String> address = context.environment(variable);
            if (address.isPresent()) {
                return named(address.get(), variable);
            }
        }
        Optional<String> chosen = context.environment("DOCKER_CONTEXT");
        if (chosen.isPresent()) {
            return ofContext(chosen.get(), "DOCKER_CONTEXT");
        }
        return folder.currentContext()
                .map(current -> ofContext(current, "currentContext in " + folder.settings()))
                .orElseGet(() -> DockerSandbox.SEARCH.usual(context));
    }

    private EngineAddress ofContext(String name, String origin) {
        if (name.equals("default")) {
            return DockerSandbox.SEARCH.usual(context);
        }
        try {
            DockerFolder.Endpoint endpoint = folder.context(name);
            return address(endpoint.host(), "context '" + name + "', " + origin, Optional.of(endpoint.certificates()));
        } catch (IllegalArgumentException e) {
            throw refused(origin, e);
        }
    }

    private EngineAddress named(String address, String origin) {
        try {
            return address(address, origin, Optional.empty());
        } catch (IllegalArgumentException e) {
            throw refused(origin, e);
        }
    }

    private static SandboxException refused(String origin, IllegalArgumentException e) {
        return new SandboxException(Kind.REFUSED, origin + ": " + e.getMessage(), e);
    }

    private EngineAddress address(String address, String origin, Optional<Path> certificates) {
        return new EngineAddress(
                endpoint(address, certificates), List.of(address + " (" + origin + ")"), DockerSandbox.SEARCH);
    }

    private EngineEndpoint endpoint(String address, Optional<Path> certificates) {
        if (address.startsWith("tcp://")) {
            URI uri = uri(address);
            Path given = certificates
                    .or(config::certificates)
                    .or(() -> context.environment("DOCKER_CERT_PATH").map(Path::of))
                    .orElseGet(folder::path);
            String host = uri.getHost().replaceAll("[\\[\\]]", "");
            return new EngineEndpoint.TlsSocket(
                    host, uri.getPort() < 0 ? TLS_PORT : uri.getPort(), EngineTls.of(given));
        }
        if (address.startsWith("ssh://")) {
            URI uri = uri(address);
            Optional<String> user = Optional.ofNullable(uri.getUserInfo());
            if (!WORD.matcher(uri.getHost()).matches()
                    || !user.map(name -> WORD.matcher(name).matches()).orElse(true)) {
                throw unsupported(
                        address, "neither user nor host may have other characters than letters, digits, _ . -");
            }
            OptionalInt port = uri.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.getPort());
            return new EngineEndpoint.SshCommand(config.ssh(), user, uri.getHost(), port);
        }
        if (address.startsWith("unix://")) {
            return EngineEndpoint.parse(address);
        }
        throw unsupported(address, "write unix:///path/to/the.sock, tcp://host:2376 or ssh://user@host");
    }

    private static URI uri(String address) {
        try {
            URI uri = new URI(address);
            boolean more = !List.of("", "/").contains(String.valueOf(uri.getPath()))
                    || uri.getQuery() != null
                    || uri.getFragment() != null;
            if (uri.getHost() == null || more) {
                throw unsupported(address, "write only the host after the //, with a user and a port if need be");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw unsupported(address, e.getReason());
        }
    }

    private static IllegalArgumentException unsupported(String address, String why) {
        return new IllegalArgumentException("engine address '" + address + "' is not supported: " + why);
    }
}
