package ai.massgen.sandbox.podman;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings under {@code sandbox.podman}.
 *
 * @param host the service's address
 * @param requestTimeout how long one request to the service may take
 * @param startTimeout how long creating, preparing and starting a container may take, each
 * @param pullIdleTimeout how long a pull may say nothing
 */
public record PodmanConfig(
        @Doc("Address of Podman's service, such as unix:///run/podman/podman.sock. Default: CONTAINER_HOST,"
                + " MASSGEN_PODMAN_HOST, then the usual sockets, that of the user before that of root.")
        Optional<String> host,

        @Doc("How long one request to the service may take.") @Default("20s")
        Duration requestTimeout,

        @Doc("How long creating a container, preparing it, and then starting it, may take.") @Default("60s")
        Duration startTimeout,

        @Doc("How long a pull may go without a sign of life.") @Default("2m")
        Duration pullIdleTimeout) {
    /** All defaults. */
    public static final PodmanConfig DEFAULT =
            new PodmanConfig(Optional.empty(), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMinutes(2));

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public PodmanConfig {
        Objects.requireNonNull(host, "host");
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
