package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.TestSurroundings;
import org.junit.jupiter.api.Tag;

/** Podman keeps the rules of every sandbox without root too. */
@Tag("engine")
@Tag("podman")
@Tag("rootless")
class RootlessContractTest extends PodmanContractTest {
    RootlessContractTest() {
        super(LocalService.requireRootless());
    }

    @Override
    protected Sandbox open(TestSurroundings surroundings) throws Exception {
        String ignored = engine().requireImage(ContainerLab.BUSYBOX);
        return new PodmanSandbox().open(RealPodman.rootlessConfig(), surroundings);
    }
}
