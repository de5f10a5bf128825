package ai.massgen.api.backend;

import java.util.Objects;
import java.util.Optional;

/**
 * A model that a provider offers. Immutable.
 *
 * @param id the id to write as {@code model}
 * @param description what the provider says about it
 */
public record ModelInfo(String id, Optional<String> description) {
    /** Checks for null. */
    public ModelInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
    }
}
