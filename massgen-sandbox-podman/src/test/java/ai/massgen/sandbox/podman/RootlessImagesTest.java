package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileImagesContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Images whose own settings want more than the policy gives, in Podman without root. */
@Tag("podman")
@Tag("rootless")
class RootlessImagesTest extends HostileImagesContract {
    @RegisterExtension
    static final RealPodman ENGINE = RealPodman.withoutRoot();

    RootlessImagesTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }
}
