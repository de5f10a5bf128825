package ai.massgen.examples.hostile;

/** The OCI runtimes that hostile servers run on. */
enum Oci {
    RUNC("runc"),
    GVISOR("runsc");

    private final String runtime;

    Oci(String runtime) {
        this.runtime = runtime;
    }

    /** The name under which engines know it. */
    String runtime() {
        return runtime;
    }
}
