package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileImagesContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images whose own settings want more than the policy gives. */
@Tag("podman")
class HostileImagesTest extends HostileImagesContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    HostileImagesTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }
}
