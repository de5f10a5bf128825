package ai.massgen.api.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.config.ByteSize;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final ByteSize ENOUGH = ByteSize.ofMebibytes(6);

    @Test
    void memoryBelowSixMebibytesIsRefused() {
        assertThat(new ResourceLimits(ENOUGH, 0.01, 1, 16).memory()).isEqualTo(ENOUGH);
        assertThatThrownBy(() -> new ResourceLimits(ByteSize.parse("6143KiB"), 1, 1, 16))
                .hasMessage("memory limit 6143KiB is below 6MiB, the least an engine accepts");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 0.009, 1025, Double.NaN, Double.POSITIVE_INFINITY})
    void processorsAreBetweenAHundredthAndAThousand(double cpus) {
        assertThatThrownBy(() -> new ResourceLimits(ENOUGH, cpus, 1, 16))
                .hasMessage("cpu limit " + cpus + " is not between 0.01 and 1024");
    }

    @Test
    void processesAndFilesHaveAFloor() {
        assertThatThrownBy(() -> new ResourceLimits(ENOUGH, 1, 0, 16)).hasMessageContaining("pids 0 (at least 1)");
        assertThatThrownBy(() -> new ResourceLimits(ENOUGH, 1, 1, 15)).hasMessageContaining("open files 15");
    }

    @Test
    void usersHaveNoNegativeNumbers() {
        assertThatThrownBy(() -> new RunAs.Ids(-1, 0)).hasMessage("negative user or group id: -1:0");
        assertThatThrownBy(() -> new RunAs.Ids(0, -1)).hasMessage("negative user or group id: 0:-1");
    }

    @Test
    void anImageIdIsASha256() {
        String hex = "ab".repeat(32);

        assertThat(new ImageId("sha256:" + hex, Optional.empty(), "alpine").id())
                .endsWith(hex);
        assertThatThrownBy(() -> new ImageId("alpine", Optional.empty(), "alpine"))
                .hasMessage("not an image id: 'alpine'");
        assertThatThrownBy(() -> new ImageId("sha256:" + hex + "\n", Optional.empty(), "alpine"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
