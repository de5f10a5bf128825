package ai.massgen.api.sandbox;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The identity of an image on an engine, by content. Immutable.
 *
 * @param id the image id, {@code sha256:} and 64 hexadecimal digits
 * @param repoDigest the digest under which a registry knows it, if it came from one
 * @param reference what the user wrote
 */
public record ImageId(String id, Optional<String> repoDigest, String reference) {
    private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the id is not a SHA-256
     */
    public ImageId {
        Objects.requireNonNull(repoDigest, "repoDigest");
        Objects.requireNonNull(reference, "reference");
        if (!FORM.matcher(id).matches()) {
            throw new IllegalArgumentException("not an image id: '" + id + "'");
        }
    }
}
