package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileStreamsContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that play tricks with their standard streams, in Podman without root. */
@Tag("podman")
@Tag("rootless")
class RootlessStreamsTest extends HostileStreamsContract {
    @RegisterExtension
    static final RealPodman ENGINE = RealPodman.withoutRoot();

    RootlessStreamsTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }
}
