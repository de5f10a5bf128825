package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.testkit.hostile.SandboxOpening;
import ai.massgen.testkit.hostile.WatchdogContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** However a JVM ends, its containers go with it, and nobody else's. Real JVMs are killed. */
class WatchdogTest extends WatchdogContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    WatchdogTest() {
        super(ENGINE, Opening.class, ContainerPlan.GUARD_LABEL);
    }

    /** Opens the sandbox in the JVM that is killed. */
    static final class Opening implements SandboxOpening {
        @Override
        public Sandbox open(SandboxContext context) {
            return new DockerSandbox().open(RealEngine.config(), context);
        }
    }
}
