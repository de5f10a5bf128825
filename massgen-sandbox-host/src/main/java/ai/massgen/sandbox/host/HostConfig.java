package ai.massgen.sandbox.host;

import ai.massgen.api.config.Doc;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings under {@code sandbox.host}.
 *
 * @param path the {@code PATH} of processes, and where their programs are looked for
 */
public record HostConfig(
        @Doc("PATH of the processes, and where their programs are looked for. Default: MassGen's own PATH.")
        Optional<String> path) {
    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public HostConfig {
        Objects.requireNonNull(path, "path");
        if (path.isPresent() && path.get().isBlank()) {
            throw new IllegalArgumentException("path must not be blank; leave it out to use MassGen's own PATH");
        }
    }
}
