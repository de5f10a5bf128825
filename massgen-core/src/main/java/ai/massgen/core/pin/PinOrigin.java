package ai.massgen.core.pin;

import ai.massgen.api.sandbox.ImageId;
import java.util.Objects;
import java.util.Optional;

/**
 * What was found where a server was asked for: the other half of a pin's key. Immutable.
 *
 * @param imageId the id of the image, if there is one
 * @param repoDigest the digest under which a registry knows the image, if it came from one
 * @param protocol how the conversation with the server begins, such as {@code initialize}
 */
public record PinOrigin(Optional<String> imageId, Optional<String> repoDigest, String protocol) {
    /** Checks for null. */
    public PinOrigin {
        Objects.requireNonNull(imageId, "imageId");
        Objects.requireNonNull(repoDigest, "repoDigest");
        Objects.requireNonNull(protocol, "protocol");
    }

    /**
     * Describes what was found.
     *
     * @param image the image, if there is one
     * @param protocol how the conversation with the server begins
     * @return the origin
     */
    public static PinOrigin of(Optional<ImageId> image, String protocol) {
        return new PinOrigin(image.map(ImageId::id), image.flatMap(ImageId::repoDigest), protocol);
    }

    /**
     * Whether two origins are the same. One image has different ids for different processors but one digest, and an image
     * that was built here has an id only, so either is enough.
     *
     * @param other the other origin
     * @return whether it is the same
     */
    public boolean same(PinOrigin other) {
        return protocol.equals(other.protocol) && sameImage(other.imageId, other.repoDigest);
    }

    boolean sameImage(Optional<ImageId> image) {
        return sameImage(image.map(ImageId::id), image.flatMap(ImageId::repoDigest));
    }

    private boolean sameImage(Optional<String> id, Optional<String> digest) {
        return id.equals(imageId) || (digest.isPresent() && digest.equals(repoDigest));
    }
}
