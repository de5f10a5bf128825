package ai.massgen.sandbox.docker;

import ai.massgen.testkit.registry.PullContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images by reference. */
class PullTest extends PullContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    PullTest() {
        super(ENGINE);
    }
}
