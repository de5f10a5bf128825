package ai.massgen.sandbox.docker;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of Docker's API, such as 1.41. */
record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
    /** The oldest that has been tried: Docker 20.10. */
    static final ApiVersion OLDEST = new ApiVersion(1, 41);

    /** The newest that is asked for; a newer engine is spoken to in this one. */
    static final ApiVersion NEWEST = new ApiVersion(1, 51);

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})");

    static Optional<ApiVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new ApiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The version to speak with an engine that offers this one. */
    ApiVersion negotiated() {
        return compareTo(NEWEST) > 0 ? NEWEST : this;
    }

    @Override
    public int compareTo(ApiVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
