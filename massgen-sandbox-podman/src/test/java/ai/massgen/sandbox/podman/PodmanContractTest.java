package ai.massgen.sandbox.podman;

/** Podman keeps the rules of every sandbox. */
class PodmanContractTest extends PodmanContract {
    PodmanContractTest() {
        super(LocalService.require(), RealPodman.config());
    }
}
