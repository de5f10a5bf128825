package ai.massgen.testkit.engine;

/**
 * Finds the Podman service that tests run against, as {@link LocalDocker} finds the engine of its name: without one the
 * calling test is skipped, or fails where engines are required. Stateless and thread-safe.
 */
public final class LocalPodman {
    /** The environment variable that names the service's endpoint. */
    public static final String HOST = "MASSGEN_PODMAN_HOST";

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
}
