package ai.massgen.sandbox.docker;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings under {@code sandbox.docker}.
 *
 * @param host the engine's address
 * @param runtime the OCI runtime of containers whose policy names none
 * @param requestTimeout how long one request to the engine may take
 * @param startTimeout how long creating and starting a container may take, each
 * @param pullIdleTimeout how long a pull may say nothing
 */
public record DockerConfig(
        @Doc(
                "Address of the engine, such as unix:///var/run/docker.sock. Default: DOCKER_HOST, then the usual sockets.")
        Optional<String> host,

        @Doc("OCI runtime to use where a tool's policy names none, such as runsc. Default: the engine's default.")
        Optional<String> runtime,

        @Doc("How long one request to the engine may take.") @Default("20s")
        Duration requestTimeout,

        @Doc("How long creating a container, and then starting it, may take.") @Default("60s")
        Duration startTimeout,

        @Doc("How long a pull may go without a sign of life.") @Default("2m")
        Duration pullIdleTimeout) {
    /** All defaults. */
    public static final DockerConfig DEFAULT = new DockerConfig(
            Optional.empty(), Optional.empty(), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMinutes(2));

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public DockerConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(runtime, "runtime");
        requirePositive("request_timeout", requestTimeout);
        requirePositive("start_timeout", startTimeout);
        requirePositive("pull_idle_timeout", pullIdleTimeout);
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }
}
