package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.registry.PullContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images by reference. */
@Tag("podman")
class PullTest extends PullContract {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    PullTest() {
        super(ENGINE);
    }

    @ParameterizedTest
    @CsvSource({
        "busybox, docker.io/library/busybox",
        "busybox:1, docker.io/library/busybox:1",
        "mcp/time@sha256:0, docker.io/mcp/time@sha256:0",
        "localhost/x:1, localhost/x:1",
        "127.0.0.1:5000/x, 127.0.0.1:5000/x",
        "ghcr.io/a/b:c, ghcr.io/a/b:c"
    })
    void aShortNameMeansTheSameAsOnOtherEngines(String reference, String meant) {
        assertThat(ImagePreparation.qualified(reference)).isEqualTo(meant);
    }
}
