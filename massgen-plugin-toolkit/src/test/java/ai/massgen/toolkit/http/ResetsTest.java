package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResetsTest {
    @ParameterizedTest
    @CsvSource({
        "6m0s, 360000",
        "1h2m3s, 3723000",
        "120ms, 120",
        "7.66s, 7660",
        "12s, 12000",
        "1d, 86400000",
        "0s, 0",
        "' 5s ', 5000"
    })
    void aDurationInPiecesIsAdded(String text, long millis) {
        assertThat(Resets.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "5", "-5s", "5s ago", "m5", "2026-11-22T12:00:00Z"})
    void whatIsNoDurationSaysNothing(String text) {
        assertThat(Resets.parse(text)).isEmpty();
    }
}
