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

    /**
     * A document to read, such as a PDF file.
     *
     * @param mediaType its media type, such as {@code application/pdf} or {@code text/csv}
     * @param base64 its bytes in base64 (RFC 4648 §4)
     * @param name its file name without folders, shown to the model
     */
    record Document(String mediaType, String base64, String name) implements Part {
        /**
         * Checks the media type and the name.
         *
         * @throws IllegalArgumentException if the type is not of the form {@code type/subtype}, or the name is blank
         */
        public Document {
            Objects.requireNonNull(base64, "base64");
            Objects.requireNonNull(name, "name");
            if (!mediaType.matches("[a-z]+/[a-zA-Z0-9.+-]+")) {
                throw new IllegalArgumentException("not a media type: '" + mediaType + "'");
            }
            if (name.isBlank()) {
                throw new IllegalArgumentException("a document needs a name, got '" + name + "'");
            }
        }
    }
}
