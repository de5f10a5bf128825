package ai.massgen.sandbox.podman;

import ai.massgen.testkit.registry.PullFaultsContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Registries that refuse or confuse. */
@Tag("podman")
class PullFaultsTest extends PullFaultsContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    PullFaultsTest() {
        super(ENGINE);
    }
}
