package ai.massgen.toolkit.http;

import ai.massgen.api.backend.RateLimits;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads {@code x-ratelimit-…} and {@code anthropic-ratelimit-…} headers. */
final class RateLimitHeaders {
    private RateLimitHeaders() {}

    static Optional<RateLimits> of(HttpHeaders headers, InstantSource clock) {
        OptionalLong requests = remaining(headers, "requests");
        OptionalLong tokens = remaining(headers, "tokens");
        Optional<Duration> reset = Stream.of("requests", "tokens")
                .flatMap(what -> reset(headers, what, clock).stream())
                .max(Comparator.naturalOrder());
        return requests.isEmpty() && tokens.isEmpty() && reset.isEmpty()
                ? Optional.empty()
                : Optional.of(new RateLimits(requests, tokens, reset));
    }

    /** Some gateways send -1 for "not limited", which is the same as saying nothing. */
    private static OptionalLong remaining(HttpHeaders headers, String what) {
        return value(headers, "remaining-" + what, what + "-remaining")
                .filter(text -> text.strip().matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text.strip())))
                .orElseGet(OptionalLong::empty);
    }

    private static Optional<Duration> reset(HttpHeaders headers, String what, InstantSource clock) {
        return value(headers, "reset-" + what, what + "-reset")
                .flatMap(text -> Resets.parse(text).or(() -> until(text, clock)))
                .filter(wait -> !wait.isNegative());
    }

    private static Optional<Duration> until(String text, InstantSource clock) {
        try {
            return Optional.of(Duration.between(clock.instant(), Instant.parse(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> value(HttpHeaders headers, String common, String anthropic) {
        return headers.firstValue("x-ratelimit-" + common)
                .or(() -> headers.firstValue("anthropic-ratelimit-" + anthropic));
    }
}
