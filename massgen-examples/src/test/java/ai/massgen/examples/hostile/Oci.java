package ai.massgen.examples.hostile;

import java.util.Optional;

/** The engines and OCI runtimes that hostile servers run on. */
enum Oci {
    RUNC("docker", Optional.of("runc")),
    GVISOR("docker", Optional.of("runsc")),
    PODMAN("podman", Optional.empty());

    private final String sandbox;
    private final Optional<String> runtime;

    Oci(String sandbox, Optional<String> runtime) {
        this.sandbox = sandbox;
        this.runtime = runtime;
    }

    /** The plugin. */
    String sandbox() {
        return sandbox;
    }

    /** The name under which the engine knows the runtime; empty for its own. */
    Optional<String> runtime() {
        return runtime;
    }
}
