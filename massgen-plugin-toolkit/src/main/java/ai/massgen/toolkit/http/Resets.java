package ai.massgen.toolkit.http;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as rate-limit headers write them: {@code 6m0s}, {@code 1h2m3s}, {@code 120ms}, {@code 7.66s}. */
final class Resets {
    private static final Pattern PIECE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d)");

    private Resets() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = PIECE.matcher(text.strip());
        double millis = 0;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            millis += Double.parseDouble(matcher.group(1)) * millisPer(matcher.group(2));
            end = matcher.end();
        }
        return end > 0 && end == text.strip().length()
                ? Optional.of(Duration.ofMillis(Math.round(millis)))
                : Optional.empty();
    }

    private static long millisPer(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
