package ai.massgen.sandbox.docker;

import ai.massgen.testkit.sandbox.TestPolicy;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.util.Optional;

/** The OCI runtimes that tests run on. */
enum Oci {
    RUNC("runc"),
    GVISOR("runsc");

    private final String runtime;

    Oci(String runtime) {
        this.runtime = runtime;
    }

    /** The runtime in a lab; the test is skipped if the engine has none of it. */
    TestRuntime on(RealEngine engine) throws IOException, InterruptedException {
        engine.raw().requireRuntime(runtime);
        return new TestRuntime(Optional.of(runtime), this == GVISOR);
    }

    /** The locked policy on it. */
    TestPolicy policy() {
        return TestPolicy.locked().runtime(runtime);
    }

    /** The name under which engines know it. */
    String runtime() {
        return runtime;
    }
}
