package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.SandboxContract;
import ai.massgen.testkit.sandbox.TestSurroundings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;

/** A Podman keeps the rules of every sandbox. */
@Tag("engine")
abstract class PodmanContract extends SandboxContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String PREFIX =
            "massgen-test-contract-" + ProcessHandle.current().pid() + "-";

    private final LocalService engine;
    private final PodmanConfig config;

    PodmanContract(LocalService engine, PodmanConfig config) {
        this.engine = engine;
        this.config = config;
    }

    @Override
    protected Sandbox open(TestSurroundings surroundings) throws Exception {
        String image = engine.requireImage(ContainerLab.BUSYBOX);
        assertThat(image).hasSize(64);
        return new PodmanSandbox().open(config, surroundings);
    }

    @Override
    protected Set<SandboxCapability> capabilities() {
        return new PodmanSandbox().capabilities();
    }

    @Override
    protected ProcessSpec.Builder shell(Sandbox sandbox, String script) throws Exception {
        return ProcessSpec.builder(PREFIX + NUMBER.incrementAndGet())
                .image(RealPodman.image(sandbox, ContainerLab.BUSYBOX))
                .command(List.of("/bin/sh", "-c", script))
                .labels(Map.of(SandboxLabels.OWNER, "test"));
    }

    @Override
    protected void assertNothingLeft() throws Exception {
        long end = System.nanoTime() + ContainerLab.SOON.toNanos();
        List<String> left = engine.containers(PREFIX);
        while (!left.isEmpty() && System.nanoTime() < end) {
            left = engine.containers(PREFIX); // the last of a start that was given up goes on in the background
        }
        assertThat(left).isEmpty();
    }

    @Override
    protected void removeImage(String reference) throws Exception {
        assertThat(engine.call("DELETE", "/images/" + reference).status()).isEqualTo(200);
    }
}
