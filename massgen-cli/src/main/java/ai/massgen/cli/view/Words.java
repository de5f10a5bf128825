package ai.massgen.cli.view;

import java.time.Duration;
import java.util.Locale;

/** Numbers in words. */
final class Words {
    private Words() {}

    /** Such as {@code 312 ms}, {@code 12.3 s}, {@code 2 min 5 s}, {@code 1 h 2 min}. */
    static String time(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return millis / 1000 + "." + millis % 1000 / 100 + " s";
        }
        return duration.toHours() == 0
                ? duration.toMinutes() + " min " + duration.toSecondsPart() + " s"
                : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }

    /** Such as {@code 1 call} and {@code 1,234 calls}. */
    static String count(long number, String one) {
        return count(number, one, one + "s");
    }

    static String count(long number, String one, String many) {
        return number(number) + " " + (number == 1 ? one : many);
    }

    /** Such as {@code 512 B}, {@code 3 KiB} and {@code 45 MiB}. */
    static String size(long bytes) {
        if (bytes < 1 << 10) {
            return bytes + " B";
        }
        return bytes < 1 << 20 ? (bytes >> 10) + " KiB" : number(bytes >> 20) + " MiB";
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
