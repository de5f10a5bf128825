package ai.massgen.sandbox.podman;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The major version of Podman's own API, which it calls libpod. */
record ApiVersion(int major) {
    /** The oldest that has been tried. */
    static final ApiVersion OLDEST = new ApiVersion(4);

    /** The newest that is asked for; a newer service is spoken to in this one. */
    private static final int NEWEST = 5;

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.\\d{1,3}\\.\\d{1,3}.*");

    static Optional<ApiVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)))) : Optional.empty();
    }

    /** The version to speak with a service that offers this one. */
    String negotiated() {
        return Math.min(major, NEWEST) + ".0.0";
    }
}
