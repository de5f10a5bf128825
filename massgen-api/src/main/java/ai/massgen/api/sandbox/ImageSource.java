package ai.massgen.api.sandbox;

import java.util.Objects;
import java.util.regex.Pattern;

/** Where an image comes from. Immutable. New kinds may be added: a sandbox refuses a kind it does not know. */
public sealed interface ImageSource {
    /** When to ask the registry. */
    enum Pull {
        /** Never: the image must be there. */
        NEVER,
        /** If the image is not there. */
        MISSING,
        /** Always, to see whether the tag has moved. */
        ALWAYS
    }

    /**
     * An image in a registry or already on the engine.
     *
     * @param reference an OCI image reference: {@code [host[:port]/]path[:tag][@digest]}
     * @param pull when to ask the registry
     */
    record Reference(String reference, Pull pull) implements ImageSource {
        private static final String HOST = "[A-Za-z0-9]++(?:[.-]++[A-Za-z0-9]++)*+(?::[0-9]{1,5}+)?+/";
        // Separators as in the OCI grammar: with a looser one, a/../b would be a path of the engine's HTTP API.
        private static final String NAME = "[a-z0-9]++(?:(?:[.]|_{1,2}+|-++)[a-z0-9]++)*+";
        private static final String TAG = "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}+)?+";
        private static final String DIGEST = "sha256:[0-9a-f]{64}";
        private static final Pattern FORM = Pattern.compile(
                "(?:" + HOST + ")?" + NAME + "(?:/" + NAME + ")*+" + TAG + "(?:@" + DIGEST + ")?+|" + DIGEST);

        /**
         * Checks the form.
         *
         * @throws IllegalArgumentException if the text is no image reference
         */
        public Reference {
            Objects.requireNonNull(pull, "pull");
            if (reference.length() > 512 || !FORM.matcher(reference).matches()) {
                throw new IllegalArgumentException(
                        "not an image reference: '" + reference + "'; write [host[:port]/]path[:tag][@sha256:digest]");
            }
        }

        /**
         * Whether the reference names its content.
         *
         * @return true if it has a digest
         */
        public boolean pinned() {
            return reference.contains("sha256:");
        }
    }
}
