package ai.massgen.api.message;

import java.util.Objects;

/** A piece of a user message. Immutable. New kinds may be added: a backend refuses a kind it does not know. */
public sealed interface Part {
    /**
     * Plain text.
     *
     * @param text the text, may be empty
     */
    record Text(String text) implements Part {
        /** Checks for null. */
        public Text {
            Objects.requireNonNull(text, "text");
        }
    }

    /**
     * A picture.
     *
     * @param mediaType an image media type such as {@code image/png}
     * @param base64 the bytes of the picture in base64 (RFC 4648 §4)
     */
    record Image(String mediaType, String base64) implements Part {
        /**
         * Checks the media type.
         *
         * @throws IllegalArgumentException if it is no image type
         */
        public Image {
            Objects.requireNonNull(base64, "base64");
            if (!mediaType.startsWith("image/")) {
                throw new IllegalArgumentException("not an image media type: '" + mediaType + "'");
            }
        }
    }
}
