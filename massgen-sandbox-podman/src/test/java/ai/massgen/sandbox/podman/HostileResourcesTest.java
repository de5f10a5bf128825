package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileResourcesContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that take all they can get of this machine. */
@Tag("podman")
class HostileResourcesTest extends HostileResourcesContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    HostileResourcesTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }
}
