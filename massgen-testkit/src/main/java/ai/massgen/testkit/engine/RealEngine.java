package ai.massgen.testkit.engine;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the engines that tests run against. Without one, the calling test is skipped, or fails if the environment variable
 * {@value #REQUIRE} is {@code true}, as in continuous integration. Stateless and thread-safe.
 */
public final class RealEngine {
    /** The environment variable that names Docker's endpoint. */
    public static final String DOCKER_HOST = "MASSGEN_DOCKER_HOST";

    /** The environment variable that turns skipped into failed. */
    public static final String REQUIRE = "MASSGEN_REQUIRE_ENGINES";

    private RealEngine() {}

    /**
     * Docker's endpoint. Called at the beginning of a test or of its class.
     *
     * @return such as {@code unix:///run/docker.sock}
     * @throws org.opentest4j.TestAbortedException if there is none and none is required
     * @throws AssertionError if there is none and one is required
     */
    public static String dockerHost() {
        String host = System.getenv(DOCKER_HOST);
        if (host == null || host.isBlank()) {
            String missing = DOCKER_HOST + " is not set; as root on Debian: scripts/engines up, then"
                    + " eval \"$(scripts/engines env)\"";
            if ("true".equals(System.getenv(REQUIRE))) {
                Assertions.fail(missing);
            }
            Assumptions.abort(missing);
            throw new AssertionError("not reached");
        }
        return host;
    }
}
