package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileCallsContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** System calls that many an escape begins with. */
@Tag("podman")
class HostileCallsTest extends HostileCallsContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    HostileCallsTest() {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }

    /** Podman's own filter is made for containers within containers, about which there is advice. */
    @Override
    protected Set<String> knownToPass() {
        return Set.of("keyctl", "setns");
    }
}
