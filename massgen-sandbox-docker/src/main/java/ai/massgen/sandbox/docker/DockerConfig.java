package ai.massgen.sandbox.docker;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
 * @param context the docker context to take the engine from; not together with {@code host}
 * @param certificates the folder with the certificates for an engine by TLS
 * @param ssh the program to reach an engine by ssh with, and its options; empty for {@code ssh}
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
        Duration pullIdleTimeout,

        @Doc("Name of a docker context to take the engine from, if host is not set.")
        Optional<String> context,

        @Doc(
                "Folder with ca.pem, cert.pem and key.pem for an engine at tcp://. Default: DOCKER_CERT_PATH, then ~/.docker.")
        Optional<Path> certificates,

        @Doc("Program and options to reach an engine at ssh:// with, such as [ssh, -F, my-config]. Default: ssh.")
        List<String> ssh) {
    /** All defaults. */
    public static final DockerConfig DEFAULT = new DockerConfig(
            Optional.empty(), Optional.empty(), Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMinutes(2));

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a time is not positive, or two engines are named
     */
    public DockerConfig {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(runtime, "runtime");
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(certificates, "certificates");
        ssh = ssh.isEmpty() ? List.of("ssh") : List.copyOf(ssh);
        if (host.isPresent() && context.isPresent()) {
            throw new IllegalArgumentException("host and context both name an engine; leave one out");
        }
        requirePositive("request_timeout", requestTimeout);
        requirePositive("start_timeout", startTimeout);
        requirePositive("pull_idle_timeout", pullIdleTimeout);
    }

    /**
     * Settings of an engine that is reached without a context, certificates or ssh.
     *
     * @param host as above
     * @param runtime as above
     * @param requestTimeout as above
     * @param startTimeout as above
     * @param pullIdleTimeout as above
     */
    public DockerConfig(
            Optional<String> host,
            Optional<String> runtime,
            Duration requestTimeout,
            Duration startTimeout,
            Duration pullIdleTimeout) {
        this(
                host,
                runtime,
                requestTimeout,
                startTimeout,
                pullIdleTimeout,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static void requirePositive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
    }
}
