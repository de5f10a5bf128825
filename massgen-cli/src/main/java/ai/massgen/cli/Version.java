package ai.massgen.cli;

import java.util.List;
import java.util.Objects;

/** The version of this program. */
final class Version {
    static final List<String> OPTIONS = List.of("--version", "-V");

    private Version() {}

    /** For example {@code massgen 0.1.0 (Java 25.0.1)}. */
    static String text() {
        return "massgen " + number() + " (Java " + Runtime.version() + ")";
    }

    /** The version that the jar tells; there is none in a folder of classes. */
    static String number() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
