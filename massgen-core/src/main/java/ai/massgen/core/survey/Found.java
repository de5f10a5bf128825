package ai.massgen.core.survey;

import ai.massgen.api.backend.LocalServer;
import java.util.Objects;

/**
 * A server on this machine.
 *
 * @param backend the name of the backend that found it
 * @param server the server
 */
public record Found(String backend, LocalServer server) {
    /** Checks for null. */
    public Found {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(server, "server");
    }
}
