package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileFilesContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that want more of this machine's files than they were given. */
@Tag("podman")
class HostileFilesTest extends HostileFilesContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    HostileFilesTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }
}
