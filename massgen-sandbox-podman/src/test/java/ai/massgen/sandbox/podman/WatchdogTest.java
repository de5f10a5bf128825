package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.testkit.hostile.SandboxOpening;
import ai.massgen.testkit.hostile.WatchdogContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However a JVM ends, its containers go with it, and nobody else's. Real JVMs are killed. */
@Tag("podman")
class WatchdogTest extends WatchdogContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    WatchdogTest() {
        super(ENGINE, Opening.class, Plan.GUARD_LABEL);
    }

    /** Opens the sandbox in the JVM that is killed. */
    static final class Opening implements SandboxOpening {
        @Override
        public Sandbox open(SandboxContext context) {
            return new PodmanSandbox().open(RealPodman.config(), context);
        }
    }
}
