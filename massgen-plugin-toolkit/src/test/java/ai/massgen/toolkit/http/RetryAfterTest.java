package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));
    private static final ErrorBody NO_BODY = new ErrorBody("", "", "", "", "");

    @ParameterizedTest
    @CsvSource({
        "retry-after-ms, 1500, 1500",
        "retry-after, 12, 12000",
        "Retry-After, 0.25, 250",
        "retry-after, 0, 0",
        "retry-after, -3, 0",
        "retry-after, 'Sun, 22 Nov 2026 12:00:30 GMT', 30000",
        "retry-after, 'Sun, 22 Nov 2026 11:00:00 GMT', 0",
        "retry-after, 99999999999, 3600000",
        "retry-after-ms, 1e300, 3600000"
    })
    void everyFormIsUnderstoodAndBounded(String name, String value, long millis) {
        assertThat(wait(Map.of(name, List.of(value)))).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "NaN", "Infinity", "22 Nov 2026"})
    void whatIsNoTimeIsIgnored(String value) {
        assertThat(wait(Map.of("retry-after", List.of(value)))).isEmpty();
    }

    @Test
    void millisecondsGoBeforeSecondsAndTheServersDateBeforeOurClock() {
        assertThat(wait(Map.of("retry-after", List.of("2"), "retry-after-ms", List.of("1900"))))
                .contains(Duration.ofMillis(1900));
        assertThat(wait(Map.of(
                        "retry-after", List.of("Sun, 22 Nov 2026 15:00:05 GMT"),
                        "date", List.of("Sun, 22 Nov 2026 15:00:00 GMT"))))
                .contains(Duration.ofSeconds(5));
    }

    @Test
    void theDelayInTheBodyCountsIfNoHeaderSaysAnything() {
        ErrorBody body = ErrorBody.parse(
                "[{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"7.5s\"}]}}]");
        assertThat(RetryAfter.of(headers(Map.of()), body, CLOCK)).contains(Duration.ofMillis(7500));
    }

    private static Optional<Duration> wait(Map<String, List<String>> headers) {
        return RetryAfter.of(headers(headers), NO_BODY, CLOCK);
    }

    private static HttpHeaders headers(Map<String, List<String>> headers) {
        return HttpHeaders.of(headers, (name, value) -> true);
    }
}
