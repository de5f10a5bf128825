package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.RateLimits;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RateLimitHeadersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @Test
    void openAiHeadersAreRead() {
        assertThat(read(Map.of(
                        "x-ratelimit-remaining-requests", "4999",
                        "x-ratelimit-remaining-tokens", "15000",
                        "x-ratelimit-reset-requests", "120ms",
                        "x-ratelimit-reset-tokens", "6m0s")))
                .contains(new RateLimits(
                        OptionalLong.of(4999), OptionalLong.of(15000), Optional.of(Duration.ofMinutes(6))));
    }

    @Test
    void anthropicHeadersAreRead() {
        assertThat(read(Map.of(
                        "anthropic-ratelimit-requests-remaining", "3",
                        "anthropic-ratelimit-tokens-reset", "2026-11-22T12:00:09Z")))
                .contains(new RateLimits(OptionalLong.of(3), OptionalLong.empty(), Optional.of(Duration.ofSeconds(9))));
    }

    @Test
    void minusOneAndNonsenseSayNothing() {
        assertThat(read(Map.of("x-ratelimit-remaining-requests", "-1", "x-ratelimit-reset-tokens", "soon")))
                .isEmpty();
        assertThat(read(Map.of())).isEmpty();
    }

    private static Optional<RateLimits> read(Map<String, String> headers) {
        Map<String, List<String>> lists = headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        return RateLimitHeaders.of(HttpHeaders.of(lists, (name, value) -> true), CLOCK);
    }
}
