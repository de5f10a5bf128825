package ai.massgen.toolkit.http;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** How long a provider asks to wait: in milliseconds, in seconds, as a date, or in Google's error details. */
final class RetryAfter {
    /** A provider that asks for more is not worth waiting for, and a typing error must not stop a run for a year. */
    static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    static Optional<Duration> of(HttpHeaders headers, ErrorBody body, InstantSource clock) {
        return headers.firstValue("retry-after-ms")
                .flatMap(text -> number(text, 1))
                .or(() -> headers.firstValue("retry-after").flatMap(text -> secondsOrDate(text, headers, clock)))
                .or(() -> Optional.of(body.retryDelay()).flatMap(Resets::parse))
                .map(RetryAfter::bounded);
    }

    private static Optional<Duration> secondsOrDate(String text, HttpHeaders headers, InstantSource clock) {
        return number(text, 1000).or(() -> date(text).map(then -> Duration.between(now(headers, clock), then)));
    }

    /** The server's own idea of now, if it gives one: its clock and ours may differ by more than the wait. */
    private static Instant now(HttpHeaders headers, InstantSource clock) {
        return headers.firstValue("date").flatMap(RetryAfter::date).orElseGet(clock::instant);
    }

    private static Optional<Duration> number(String text, double millis) {
        try {
            double value = Double.parseDouble(text.strip()) * millis;
            return Double.isFinite(value)
                    ? Optional.of(Duration.ofMillis((long) Math.min(value, (double) LONGEST.toMillis())))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
