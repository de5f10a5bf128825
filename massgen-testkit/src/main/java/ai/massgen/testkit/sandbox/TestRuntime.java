package ai.massgen.testkit.sandbox;

import java.util.Objects;
import java.util.Optional;

/**
 * The OCI runtime that containers of a test run on. Immutable.
 *
 * @param name the engine's name for it; empty for the engine's default
 * @param ownKernel whether containers get a kernel of its own, as gVisor gives them, instead of the machine's
 */
public record TestRuntime(Optional<String> name, boolean ownKernel) {
    /** Checks. */
    public TestRuntime {
        Objects.requireNonNull(name, "name");
    }

    /**
     * The locked policy on this runtime.
     *
     * @return a policy to change
     */
    public TestPolicy policy() {
        TestPolicy policy = TestPolicy.locked();
        return name.map(policy::runtime).orElse(policy);
    }
}
