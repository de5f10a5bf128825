package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileStreamsContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that play tricks with their standard streams. */
@Tag("podman")
class HostileStreamsTest extends HostileStreamsContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    HostileStreamsTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }
}
