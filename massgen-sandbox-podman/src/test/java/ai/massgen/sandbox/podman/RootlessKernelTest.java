package ai.massgen.sandbox.podman;

import ai.massgen.testkit.hostile.HostileKernelContract;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that tries the doors to the kernel and to the host, in Podman without root. */
@Tag("podman")
@Tag("rootless")
class RootlessKernelTest extends HostileKernelContract {
    @RegisterExtension
    static final RealPodman ENGINE = RealPodman.withoutRoot();

    RootlessKernelTest() throws IOException, InterruptedException {
        super(ENGINE, new TestRuntime(Optional.empty(), false));
    }

    /** Podman's own filter is made for containers within containers, about which there is advice. */
    @Override
    protected Set<String> knownToPass() {
        return Set.of("unshare-user");
    }
}
