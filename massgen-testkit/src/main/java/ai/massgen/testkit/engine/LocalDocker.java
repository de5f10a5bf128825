package ai.massgen.testkit.engine;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds the Docker engine that tests run against. Without one, or without something else that they need, the calling test
 * is skipped, or fails if the environment variable {@value #REQUIRE} is {@code true}, as in continuous integration.
 * Stateless and thread-safe.
 */
public final class LocalDocker {
    /** The environment variable that names the engine's endpoint. */
    public static final String HOST = "MASSGEN_DOCKER_HOST";

    /** The environment variable that turns skipped into failed. */
    public static final String REQUIRE = "MASSGEN_REQUIRE_ENGINES";

    private LocalDocker() {}

    /**
     * The engine's endpoint. Called at the beginning of a test or of its class.
     *
     * @return such as {@code unix:///run/docker.sock}
     * @throws org.opentest4j.TestAbortedException if there is none and none is required
     * @throws AssertionError if there is none and one is required
     */
    public static String host() {
        String host = System.getenv(HOST);
        if (host == null || host.isBlank()) {
            throw missing("no engine: set " + HOST + "=unix:///path (scripts/engines env prints it)");
        }
        return host;
    }

    /**
     * Skips the calling test, or fails it where engines are required.
     *
     * @param what what is missing and how to get it
     * @return nothing; declared so that a caller can write {@code throw missing(...)}
     * @throws org.opentest4j.TestAbortedException if none is required
     * @throws AssertionError if one is required
     */
    public static IllegalStateException missing(String what) {
        if ("true".equals(System.getenv(REQUIRE))) {
            Assertions.fail(REQUIRE + "=true, but " + what);
        }
        Assumptions.abort(what);
        return new IllegalStateException("not reached");
    }
}
