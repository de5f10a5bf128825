package ai.massgen.core.engine;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes ids of runs: the time in UTC and six characters of base 32, such as {@code 20261122-145501-k3f9q2}. */
final class RunId {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private RunId() {}

    static String next(InstantSource clock, RandomGenerator randomness) {
        StringBuilder id = new StringBuilder(TIME.format(clock.instant())).append('-');
        for (int i = 0; i < 6; i++) {
            id.append(ALPHABET.charAt(randomness.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
