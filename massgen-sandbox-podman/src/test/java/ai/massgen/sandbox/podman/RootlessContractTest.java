package ai.massgen.sandbox.podman;

import org.junit.jupiter.api.Tag;

/** Podman keeps the rules of every sandbox without root too. */
@Tag("podman")
@Tag("rootless")
class RootlessContractTest extends PodmanContract {
    RootlessContractTest() {
        super(LocalService.requireRootless(), RealPodman.rootlessConfig());
    }
}
