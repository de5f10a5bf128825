package ai.massgen.api.sandbox;

import java.util.Objects;

/**
 * How far the preparation of an image has come. Immutable.
 *
 * @param status what the engine is doing, for people
 * @param current bytes done, 0 if unknown
 * @param total bytes in all, 0 if unknown
 */
public record ImageProgress(String status, long current, long total) {
    /** Checks for null. */
    public ImageProgress {
        Objects.requireNonNull(status, "status");
    }
}
