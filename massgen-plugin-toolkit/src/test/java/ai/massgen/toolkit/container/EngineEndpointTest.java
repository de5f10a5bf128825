package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineEndpointTest {
    @Test
    void aSocketIsReadAndShownInTheSameNotation() {
        EngineEndpoint endpoint = EngineEndpoint.parse("unix:///var/run/docker.sock");
        assertThat(endpoint).isEqualTo(new EngineEndpoint.UnixSocket(Path.of("/var/run/docker.sock")));
        assertThat(endpoint).hasToString("unix:///var/run/docker.sock");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix://",
                "unix:///",
                "unix://relative.sock",
                "/var/run/docker.sock",
                "tcp://127.0.0.1:2375",
                "ssh://host",
                "npipe:////./pipe/docker_engine",
                "http://localhost"
            })
    void everythingElseIsRefusedWithWhatIsPossible(String address) {
        assertThatThrownBy(() -> EngineEndpoint.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + address + "'")
                .hasMessageContaining("unix:///");
    }

    @Test
    void aRelativeSocketIsNoSocket() {
        Path relative = Path.of("docker.sock");
        assertThatThrownBy(() -> new EngineEndpoint.UnixSocket(relative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'docker.sock'");
    }
}
