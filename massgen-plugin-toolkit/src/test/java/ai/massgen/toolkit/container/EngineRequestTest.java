package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineRequestTest {
    private static String head(EngineRequest request, boolean upgrade) {
        return new String(request.head(upgrade), StandardCharsets.US_ASCII);
    }

    @Test
    void aLengthIsSentEvenWithoutABody() {
        assertThat(head(EngineRequest.of("GET", "/v1.41/info"), false))
                .isEqualTo(
                        "GET /v1.41/info HTTP/1.1\r\nHost: engine\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    }

    @Test
    void anUpgradeAsksForATwoWayStream() {
        assertThat(head(EngineRequest.of("POST", "/containers/x/attach"), true))
                .contains("\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n");
    }

    @Test
    void headersAreSentInOrderWithTheBodysLength() {
        EngineRequest request = new EngineRequest(
                "POST", "/x", Map.of("B", "2", "A", "1"), Optional.of("body".getBytes(StandardCharsets.UTF_8)));
        assertThat(head(request, false)).endsWith("\r\nA: 1\r\nB: 2\r\nContent-Length: 4\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "//a b", "/x\r\nHost: other", "/ü", "/x\t", "http://x/"})
    void aTargetThatCouldBreakOutIsRefused(String target) {
        assertThatThrownBy(() -> EngineRequest.of("GET", target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a request line");
    }

    @Test
    void aHeaderThatCouldBreakOutIsRefused() {
        assertThatThrownBy(() -> new EngineRequest("GET", "/", Map.of("A", "1\r\nB: 2"), Optional.empty()))
                .hasMessage("not a header: 'A'");
        assertThatThrownBy(() -> new EngineRequest("GET", "/", Map.of("A:", "1"), Optional.empty()))
                .hasMessage("not a header: 'A:'");
        assertThatThrownBy(() -> EngineRequest.of("GET /", "/")).hasMessageContaining("not a request line");
    }
}
