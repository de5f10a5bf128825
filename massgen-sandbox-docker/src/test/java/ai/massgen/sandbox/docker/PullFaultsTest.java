package ai.massgen.sandbox.docker;

import ai.massgen.testkit.registry.PullFaultsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Registries that refuse or confuse. */
class PullFaultsTest extends PullFaultsContract {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    PullFaultsTest() {
        super(ENGINE);
    }
}
