package ai.massgen.examples.hostile;

/** Where containers with a way out are tried. */
enum Post {
    RUNC("docker", "runc"),
    GVISOR("docker", "runsc"),
    PODMAN("podman", "runc");

    private final String engine;
    private final String runtime;

    Post(String engine, String runtime) {
        this.engine = engine;
        this.runtime = runtime;
    }

    String engine() {
        return engine;
    }

    String runtime() {
        return runtime;
    }
}
