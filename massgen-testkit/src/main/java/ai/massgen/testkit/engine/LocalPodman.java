package ai.massgen.testkit.engine;

import java.util.Objects;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the Podman service that tests run against, as {@link LocalDocker} finds the engine of its name: without one the
 * calling test is skipped, or fails where engines are required. Stateless and thread-safe.
 */
public final class LocalPodman {
    /** The environment variable that names the service's endpoint. */
    public static final String HOST = "MASSGEN_PODMAN_HOST";

    /** The environment variable that names the endpoint of a service that runs without root. */
    public static final String ROOTLESS_HOST = "MASSGEN_PODMAN_ROOTLESS_HOST";

    private LocalPodman() {}

    /**
     * The service's endpoint. Called at the beginning of a test or of its class.
     *
     * @return such as {@code unix:///run/podman/podman.sock}
     * @throws org.opentest4j.TestAbortedException if there is none and none is required
     * @throws AssertionError if there is none and one is required
     */
    public static String host() {
        String host = System.getenv(HOST);
        if (host == null || host.isBlank()) {
            throw LocalDocker.missing("no Podman: set " + HOST + "=unix:///path (scripts/engines env prints it)");
        }
        return host;
    }

    /**
     * The endpoint of a service that runs without root. Not every machine lets users without rights have containers, so its
     * absence is never a failure.
     *
     * @return such as {@code unix:///run/user/1000/podman/podman.sock}
     * @throws org.opentest4j.TestAbortedException if there is none
     */
    public static String rootlessHost() {
        String host = System.getenv(ROOTLESS_HOST);
        Assumptions.assumeTrue(
                host != null && !host.isBlank(),
                "no Podman without root: set " + ROOTLESS_HOST + "=unix:///path (scripts/engines env prints it)");
        return Objects.requireNonNull(host, ROOTLESS_HOST);
    }
}
